package profilegateway.command;

import java.io.BufferedReader;
import java.io.Console;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import profilegateway.config.declared.Mode;

/** The commands and their flags. */
public final class CommandLines {
  private static final String NAME = "profile-gateway";
  private static final Set<String> ABOUT = Set.of("-h", "--help", "-V", "--version");

  private CommandLines() {}

  /** Runs a command with the streams and the environment of this process; what it returns is the exit code. */
  public static int run(String[] arguments) {
    Log.isOfProcess();
    PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
    PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
    int code = run(
        arguments,
        new Shell(System.getenv(), Path.of(""), in(), out, err, isTerminal(), new UntilSignal()));
    Log.flush();
    return code;
  }

  /**
   * Runs a command in this process; a command that serves goes on until the process is told to end.
   *
   * @return 0 when all went well, 1 when it could not start or do all of it, 2 for a wrong command line, 78 for wrong settings
   */
  public static int run(
      String[] arguments, Map<String, String> environment, PrintWriter out, PrintWriter err) {
    return run(
        arguments, new Shell(environment, Path.of(""), in(), out, err, false, new UntilSignal()));
  }

  static int run(String[] arguments, Shell shell) {
    ServeLine plain = ServeLine.plain(arguments);
    return plain == null ? of(shell).execute(withDefault(arguments)) : serve(plain, shell);
  }

  private static int serve(ServeLine line, Shell shell) {
    try {
      return new ServeCommand(shell).run(line);
    } catch (RuntimeException bug) {
      // As the parser does with one: what else runs in the process keeps it alive otherwise.
      bug.printStackTrace(shell.err());
      return ExitCode.FAILED;
    }
  }

  private static BufferedReader in() {
    return new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console())
        .filter(CommandLines::hasTerminal)
        .isPresent();
  }

  /** Before JDK 22 there is no console without a terminal; from then on a method tells. */
  private static boolean hasTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  static CommandLine of(Shell shell) {
    // The flags of the top are those of serve, which is meant when no command is given: they are
    // there to be listed.
    CommandSpec top = serveFlags(
        command(NAME, "A GraphQL gateway over mParticle's Profile API. Without a command: serve."));
    top.addSubcommand(ServeLine.SERVE, serveFlags(command(ServeLine.SERVE, "Runs the gateway.")));
    top.addSubcommand(
        "sandbox",
        settings(
            command("sandbox", "Runs a Profile API to develop and test against."), Mode.SANDBOX));
    top.addSubcommand(
        "check",
        CheckCommand.options(
            serveFlags(
                command(
                    "check",
                    "Checks the settings and what they lead to, shows those in force, and starts nothing."))));
    top.addSubcommand(
        "warm",
        settings(
            WarmCommand.options(command(
                "warm",
                "Fetches profiles into the copies that instances share, within the quota.")),
            Mode.SERVE));
    top.addSubcommand(
        "schema",
        settings(
            command("schema", "Prints the schema, with a workspace's extensions."), Mode.SCHEMA));
    top.addSubcommand(
        "purge",
        settings(
            GivenIds.addTo(
                command("purge", "Has a running gateway drop what is held of users, everywhere.")),
            Mode.PURGE));
    top.addSubcommand(
        "api-key",
        ApiKeyCommand.arguments(
            command("api-key", "Makes an API key for a server, and the line that lets it in.")));
    return new CommandLine(top)
        .setOut(shell.out())
        .setErr(shell.err())
        .setExpandAtFiles(false)
        .setInterpolateVariables(false)
        .setUsageHelpWidth(100)
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(shell.terminal() ? Ansi.AUTO : Ansi.OFF))
        .setParameterExceptionHandler(new WrongUsage())
        .setExecutionStrategy(strategy(shell));
  }

  /** The arguments, with {@code serve} in front where no command is. */
  static String[] withDefault(String[] arguments) {
    boolean serves =
        arguments.length == 0 || (arguments[0].startsWith("-") && !ABOUT.contains(arguments[0]));
    if (!serves) {
      return arguments;
    }
    String[] all = new String[arguments.length + 1];
    all[0] = ServeLine.SERVE;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return all;
  }

  private static IExecutionStrategy strategy(Shell shell) {
    return parsed -> {
      Integer helped = CommandLine.executeHelpRequest(parsed);
      if (helped != null) {
        return helped;
      }
      ParseResult last = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
      ToIntFunction<ParseResult> command = switch (last.commandSpec().name()) {
        case "sandbox" -> new SandboxCommand(shell)::run;
        case "check" -> new CheckCommand(shell)::run;
        case "warm" -> new WarmCommand(shell)::run;
        case "schema" -> new SchemaCommand(shell)::run;
        case "purge" -> new PurgeCommand(shell)::run;
        case "api-key" -> new ApiKeyCommand(shell)::run;
        default -> serve -> new ServeCommand(shell).run(ServeLine.of(serve));
      };
      return command.applyAsInt(last);
    };
  }

  private static CommandSpec serveFlags(CommandSpec command) {
    command.addOption(OptionSpec.builder(ServeLine.SANDBOX)
        .type(boolean.class)
        .arity("0")
        .description("run a sandbox in the same process and ask it: no account is needed")
        .build());
    return settings(command, Mode.SERVE, Mode.SERVE_WITH_SANDBOX);
  }

  /** The mode that a command line of serve or check asks for. */
  static Mode serveMode(ParseResult parsed) {
    return parsed.hasMatchedOption(ServeLine.SANDBOX) ? Mode.SERVE_WITH_SANDBOX : Mode.SERVE;
  }

  private static CommandSpec settings(CommandSpec command, Mode... modes) {
    SettingFlags.addTo(command, List.of(modes));
    return command;
  }

  private static CommandSpec command(String name, String description) {
    CommandSpec command = CommandSpec.create()
        .name(name)
        .version(NAME + " " + version())
        .addOption(OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("print this and end")
            .build())
        .addOption(OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("print the version and end")
            .build());
    command
        .usageMessage()
        .description(description)
        .sortOptions(false)
        .abbreviateSynopsis(true)
        .commandListHeading("%nCommands:%n")
        .footer(
            "%nEach setting is a flag, an environment variable (the name in capitals), or a key in gateway.yaml:"
                + " GATEWAY_OPERATION_TIMEOUT is operation_timeout in section gateway."
                + " A flag goes before the environment, the environment before the file.");
    return command;
  }

  private static String version() {
    String version = CommandLines.class.getPackage().getImplementationVersion();
    return version == null ? "(unpackaged)" : version;
  }
}
