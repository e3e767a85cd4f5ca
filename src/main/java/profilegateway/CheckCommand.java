package profilegateway;

import java.util.List;
import picocli.CommandLine.ParseResult;
import profilegateway.config.InForce;
import profilegateway.config.Settings;
import profilegateway.config.WrongSettings;

/** {@code check}: whether a gateway with these settings would run, step by step, without starting one. */
final class CheckCommand {

  /** One thing that is tried. */
  interface Step {
    String name();

    /** What is wrong, one line each; empty when all is well. */
    List<String> problems(Settings settings);

    /** How the command ends when something is. */
    default int exitCode() {
      return ExitCode.FAILED;
    }
  }

  private final Shell shell;
  private final List<Step> steps;

  CheckCommand(Shell shell) {
    this(shell, List.of(new SchemaStep()));
  }

  /** The steps that follow the settings, in order. */
  CheckCommand(Shell shell, List<Step> steps) {
    this.shell = shell;
    this.steps = List.copyOf(steps);
  }

  int run(ParseResult parsed) {
    Settings settings;
    try {
      settings = SettingsOf.read(shell, parsed, CommandLines.serveMode(parsed));
    } catch (WrongSettings wrong) {
      mark(false, "settings");
      return SettingsOf.refuse(shell, wrong);
    }
    settings.inForce().forEach(this::print);
    mark(true, "settings");
    int code = ExitCode.OK;
    for (Step step : steps) {
      List<String> problems = step.problems(settings);
      mark(problems.isEmpty(), step.name());
      problems.forEach(problem -> shell.err().println("  " + problem));
      code = problems.isEmpty() ? code : step.exitCode();
    }
    return code;
  }

  private void print(InForce setting) {
    shell
        .out()
        .println(
            String.format("  %-31s %s  (%s)", setting.name(), setting.value(), setting.source()));
  }

  private void mark(boolean well, String step) {
    shell.out().println((well ? "[ok] " : "[wrong] ") + step);
  }
}
