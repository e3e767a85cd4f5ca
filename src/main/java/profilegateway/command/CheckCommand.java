package profilegateway.command;

import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.ParseResult;
import profilegateway.access.Callers;
import profilegateway.access.persisted.PersistedDocuments;
import profilegateway.config.InForce;
import profilegateway.config.Settings;
import profilegateway.config.WrongSettings;
import profilegateway.graphql.GatewaySchema;
import profilegateway.graphql.InvalidSchema;

/** {@code check}: whether a gateway with these settings would run, step by step, without starting one. */
final class CheckCommand {

  /**
   * One thing that is tried.
   *
   * @param name what it is called
   * @param attempt answers with what is wrong, one line each; with nothing when all is well
   */
  record Step(String name, Function<Settings, List<String>> attempt) {}

  private final Shell shell;
  private final List<Step> steps;

  CheckCommand(Shell shell) {
    this(
        shell,
        List.of(
            new Step("schema", CheckCommand::schemaProblems),
            new Step("access", settings -> Callers.problems(settings.gateway().access())),
            new Step(
                "documents",
                settings -> PersistedDocuments.problems(settings.gateway().persisted()))));
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
    settings.warnings().forEach(warning -> shell.out().println("[warning] " + warning));
    int code = ExitCode.OK;
    for (Step step : steps) {
      List<String> problems = step.attempt().apply(settings);
      mark(problems.isEmpty(), step.name());
      problems.forEach(problem -> shell.err().println("  " + problem));
      code = problems.isEmpty() ? code : ExitCode.CONFIG;
    }
    return code;
  }

  private static List<String> schemaProblems(Settings settings) {
    try {
      var unused = GatewaySchema.read(settings.graphql());
      return List.of();
    } catch (InvalidSchema invalid) {
      return invalid.problems();
    }
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
