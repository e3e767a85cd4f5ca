package profilegateway.command;

import java.util.List;
import java.util.concurrent.TimeUnit;
import profilegateway.config.reading.InForce;

/** Lines for a person: each step with a mark and its time, what is wrong with it on the error stream. */
final class CheckLines implements CheckReport {
  private final Shell shell;

  CheckLines(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void settings(List<InForce> inForce) {
    inForce.forEach(setting -> shell
        .out()
        .println(
            String.format("  %-31s %s  (%s)", setting.name(), setting.value(), setting.source())));
  }

  @Override
  public void warnings(List<String> warnings) {
    warnings.forEach(warning -> shell.out().println("[warning] " + warning));
  }

  @Override
  public void notes(List<String> notes) {
    notes.forEach(note -> shell.out().println("[note] " + note));
  }

  @Override
  public void step(String name, List<String> problems, long nanos) {
    String mark = problems.isEmpty() ? "[ok] " : "[wrong] ";
    shell.out().println(mark + name + " (" + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms)");
    problems.forEach(problem -> shell.err().println("  " + problem));
  }

  @Override
  public void skipped(String name, String why) {
    shell.out().println("[skipped] " + name + ": " + why);
  }

  @Override
  public void end() {
    shell.out().flush();
  }
}
