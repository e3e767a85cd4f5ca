package profilegateway.command;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import profilegateway.ReadPath;
import profilegateway.cache.store.SharedCache;
import profilegateway.config.GatewayConfig;
import profilegateway.config.declared.Mode;
import profilegateway.config.reading.Settings;
import profilegateway.config.reading.WrongSettings;
import profilegateway.graphql.GatewaySchema;
import profilegateway.graphql.InvalidSchema;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileReference;

/**
 * {@code warm}: fetches the profiles of a list into the copies that instances share, within their quota and behind everybody
 * who waits for a page.
 */
final class WarmCommand {
  private static final String PARTS = "--parts";
  private static final int CALLS_AT_ONCE = 16;
  private static final Duration LONGEST = Duration.ofHours(24);

  private final Shell shell;

  WarmCommand(Shell shell) {
    this.shell = shell;
  }

  static CommandSpec options(CommandSpec command) {
    return GivenIds.addTo(command)
        .addOption(OptionSpec.builder(PARTS)
            .paramLabel("PART,…")
            .arity("1")
            .type(String.class)
            .description(
                "the parts to fetch: " + wireNames() + "; all of them where it is not given")
            .build());
  }

  private static String wireNames() {
    return Arrays.stream(Part.values()).map(Part::wireName).collect(Collectors.joining(", "));
  }

  /** Returns 0 when all are held that exist, 1 when some are not, 2 when it is not clear who is meant, 78 for wrong settings. */
  int run(ParseResult parsed) {
    Settings settings;
    try {
      settings = SettingsOf.read(shell, parsed, Mode.SERVE);
    } catch (WrongSettings wrong) {
      return SettingsOf.refuse(shell, wrong);
    }
    GatewaySchema schema;
    try {
      schema = GatewaySchema.read(settings.graphql());
    } catch (InvalidSchema invalid) {
      return StartFailure.report(shell, invalid);
    }
    Log.set(settings, shell);
    Parts parts = parts(parsed);
    try (Running running = new Running(1, false)) {
      List<ProfileReference> ids = GivenIds.read(parsed, shell.in()).stream()
          .map(GivenIds.Given::reference)
          .toList();
      return warm(running, settings.gateway(), schema, ids, parts);
    } catch (IOException unreadable) {
      shell.err().println("the ids cannot be read");
      return ExitCode.FAILED;
    }
  }

  private static Parts parts(ParseResult parsed) {
    String given = parsed.matchedOptionValue(PARTS, null);
    if (given == null) {
      return Parts.ALL;
    }
    Parts parts = Parts.NONE;
    for (String name : given.split(",", -1)) {
      Part part = Arrays.stream(Part.values())
          .filter(one -> one.wireName().equals(name.strip()))
          .findFirst()
          .orElseThrow(() -> new ParameterException(
              parsed.commandSpec().commandLine(),
              PARTS + ": there is no part of this name; there are " + wireNames()));
      parts = parts.with(part);
    }
    return parts;
  }

  private int warm(
      Running running,
      GatewayConfig config,
      GatewaySchema schema,
      List<ProfileReference> ids,
      Parts parts) {
    ReadPath reads = ReadPath.open(running.vertx(), config.withoutLocalCopies(), schema);
    running.closeAtEnd(reads::close);
    Optional<SharedCache> shared = Optional.ofNullable(reads.shared());
    if (shared.isEmpty()) {
      shell
          .err()
          .println(
              "nothing to warm: instances share copies only where REDIS_URL and GATEWAY_CACHE_KEYS are set"
                  + " and GATEWAY_CACHE_REDIS is on");
      return ExitCode.CONFIG;
    }
    WarmProgress progress = shell.terminal()
        ? new WarmBar(shell.out(), ids.size())
        : new WarmEvents(shell.out(), ids.size());
    Warming warming = new Warming(
        running.vertx(),
        reads.source(),
        shared.get(),
        parts,
        CALLS_AT_ONCE,
        System::nanoTime,
        progress);
    try {
      Warming.Tally tally = running.finished(
          () -> reads.warmUp().otherwiseEmpty().compose(ready -> warming.run(ids)), LONGEST);
      progress.ended(tally);
      return tally.isWhole() ? ExitCode.OK : ExitCode.FAILED;
    } catch (StartFailure failed) {
      return failed.report(shell, List.of());
    }
  }
}
