package profilegateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ParseResult;
import profilegateway.config.Mode;
import profilegateway.config.WrongSettings;

/** {@code schema}: the schema that a gateway with these extensions serves. */
final class SchemaCommand {

  /** Makes the schema's text. */
  interface Schema {
    String with(List<Path> extensions);
  }

  private final Shell shell;
  private final Schema schema;

  SchemaCommand(Shell shell) {
    this(shell, extensions -> bundled());
  }

  SchemaCommand(Shell shell, Schema schema) {
    this.shell = shell;
    this.schema = schema;
  }

  int run(ParseResult parsed) {
    List<Path> extensions;
    try {
      extensions = SettingsOf.read(shell, parsed, Mode.SCHEMA).schemaExtensions();
    } catch (WrongSettings wrong) {
      return SettingsOf.refuse(shell, wrong);
    }
    shell.out().print(schema.with(extensions));
    shell.out().flush();
    return ExitCode.OK;
  }

  private static String bundled() {
    try (InputStream in = Main.class.getResourceAsStream("/schema.graphqls")) {
      if (in == null) {
        throw new IllegalStateException("schema.graphqls is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
