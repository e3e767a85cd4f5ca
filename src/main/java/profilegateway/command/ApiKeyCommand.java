package profilegateway.command;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import profilegateway.access.NewApiKey;

/** {@code api-key}: makes a key for a server, and the line that lets it in. */
final class ApiKeyCommand {
  private final Shell shell;

  ApiKeyCommand(Shell shell) {
    this.shell = shell;
  }

  static CommandSpec arguments(CommandSpec command) {
    return command
        .addPositional(PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .type(String.class)
            .paramLabel("NAME")
            .description("what the server is called in logs")
            .build())
        .addPositional(PositionalParamSpec.builder()
            .index("1..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("SCOPE")
            .description("what it may do: profile:read, for example")
            .build());
  }

  int run(ParseResult parsed) {
    String name = parsed.matchedPositionalValue(0, "");
    List<String> scopes = parsed.matchedPositionalValue(1, List.of());
    NewApiKey made;
    try {
      made = NewApiKey.of(name, scopes);
    } catch (IllegalArgumentException wrong) {
      String why = String.valueOf(wrong.getMessage());
      shell.err().println("no key was made: " + why.replaceFirst("^line 1:? ?", ""));
      return ExitCode.USAGE;
    }
    shell.out().println("The key, for " + name + " to send as X-API-Key; it is shown this once:");
    shell.out().println("  " + made.key());
    shell.out().println("The line for GATEWAY_API_KEYS_FILE:");
    shell.out().println("  " + made.line());
    return ExitCode.OK;
  }
}
