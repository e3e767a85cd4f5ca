package profilegateway.command;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import profilegateway.access.Callers;
import profilegateway.access.persisted.PersistedDocuments;
import profilegateway.config.declared.Mode;
import profilegateway.config.reading.Settings;
import profilegateway.config.reading.WrongSettings;
import profilegateway.graphql.GatewaySchema;
import profilegateway.graphql.InvalidSchema;
import profilegateway.profile.Mpid;

/** {@code check}: whether a gateway with these settings would run, step by step, without starting one. */
final class CheckCommand {
  private static final String OFFLINE = "--offline";
  private static final String JSON = "--json";
  private static final String PROFILE = "--profile";

  /** What needs nothing but files, in order. */
  private static final List<Step> OFFLINE_STEPS = List.of(
      new Step("schema", CheckCommand::schemaProblems),
      new Step("access", settings -> Callers.problems(settings.gateway().access())),
      new Step(
          "documents",
          settings -> PersistedDocuments.problems(settings.gateway().persisted())));

  /**
   * One thing that is tried.
   *
   * @param name what it is called
   * @param attempt answers with what is wrong, one line each; with nothing when all is well
   */
  private record Step(String name, Function<Settings, List<String>> attempt) {}

  private final Shell shell;
  private final LongSupplier nanoTime;

  CheckCommand(Shell shell) {
    this.shell = shell;
    this.nanoTime = System::nanoTime;
  }

  static CommandSpec options(CommandSpec command) {
    return command
        .addOption(OptionSpec.builder(OFFLINE)
            .type(boolean.class)
            .arity("0")
            .description("ask neither Redis nor the Profile API")
            .build())
        .addOption(OptionSpec.builder(PROFILE)
            .paramLabel("MPID")
            .arity("1")
            .type(String.class)
            .description("also read this profile, by one call; nothing of it is shown")
            .build())
        .addOption(OptionSpec.builder(JSON)
            .type(boolean.class)
            .arity("0")
            .description("print one JSON object instead of lines")
            .build());
  }

  /** Returns 0 when all is well, 1 when something else than the settings is wrong, 78 when these are, or a file they name. */
  int run(ParseResult parsed) {
    Mode mode = CommandLines.serveMode(parsed);
    Optional<Mpid> sample = sample(parsed);
    CheckReport report =
        parsed.hasMatchedOption(JSON) ? new CheckJson(shell) : new CheckLines(shell);
    long began = nanoTime.getAsLong();
    Settings settings;
    try {
      settings = SettingsOf.read(shell, parsed, mode);
    } catch (WrongSettings wrong) {
      report.step("settings", SettingsOf.problems(wrong), nanoTime.getAsLong() - began);
      report.end();
      return ExitCode.CONFIG;
    }
    report.settings(settings.inForce());
    report.step("settings", List.of(), nanoTime.getAsLong() - began);
    report.warnings(settings.warnings());
    report.notes(KeyRotationNote.of(settings.gateway()));
    int code = ExitCode.OK;
    for (Step step : OFFLINE_STEPS) {
      code = isWell(report, step, settings) ? code : ExitCode.CONFIG;
    }
    if (code == ExitCode.OK) {
      code = online(parsed, mode, settings, sample, report);
    }
    report.end();
    return code;
  }

  private boolean isWell(CheckReport report, Step step, Settings settings) {
    long began = nanoTime.getAsLong();
    List<String> problems = step.attempt().apply(settings);
    report.step(step.name(), problems, nanoTime.getAsLong() - began);
    return problems.isEmpty();
  }

  private int online(
      ParseResult parsed, Mode mode, Settings settings, Optional<Mpid> sample, CheckReport report) {
    if (parsed.hasMatchedOption(OFFLINE)) {
      return ExitCode.OK;
    }
    if (mode.hasSandbox()) {
      report.skipped("token", "the sandbox starts with the gateway");
      return ExitCode.OK;
    }
    int code = ExitCode.OK;
    try (Running running = new Running(1, false)) {
      OnlineChecks checks = OnlineChecks.open(running, settings.gateway());
      for (OnlineChecks.Check check : checks.of(sample)) {
        long began = nanoTime.getAsLong();
        List<String> problems = check.problems();
        report.step(check.name(), problems, nanoTime.getAsLong() - began);
        code = problems.isEmpty() ? code : ExitCode.FAILED;
      }
    }
    return code;
  }

  private static Optional<Mpid> sample(ParseResult parsed) {
    String given = parsed.matchedOptionValue(PROFILE, null);
    Optional<Mpid> sample = Optional.ofNullable(given).flatMap(Mpid::parse);
    if (given != null && sample.isEmpty()) {
      throw new ParameterException(
          parsed.commandSpec().commandLine(), PROFILE + " is no mpid: a whole number of 64 bits");
    }
    return sample;
  }

  private static List<String> schemaProblems(Settings settings) {
    try {
      var unused = GatewaySchema.read(settings.graphql());
      return List.of();
    } catch (InvalidSchema invalid) {
      return invalid.problems();
    }
  }
}
