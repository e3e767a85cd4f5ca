package profilegateway.command;

import picocli.CommandLine.ParseResult;
import profilegateway.config.declared.Mode;
import profilegateway.config.reading.WrongSettings;
import profilegateway.graphql.GatewaySchema;
import profilegateway.graphql.InvalidSchema;

/** {@code schema}: the schema that a gateway with these extensions serves. */
final class SchemaCommand {
  private final Shell shell;

  SchemaCommand(Shell shell) {
    this.shell = shell;
  }

  int run(ParseResult parsed) {
    try {
      shell
          .out()
          .print(GatewaySchema.read(SettingsOf.read(shell, parsed, Mode.SCHEMA).graphql())
              .sdl());
      shell.out().flush();
      return ExitCode.OK;
    } catch (WrongSettings wrong) {
      return SettingsOf.refuse(shell, wrong);
    } catch (InvalidSchema invalid) {
      return StartFailure.report(shell, invalid);
    }
  }
}
