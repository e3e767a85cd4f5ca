package profilegateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each command does with a workspace's declarations, right and wrong ones. */
class SchemaOnTheCommandLineTest {
  private static final String RIGHT =
      "extend type Attributes { tier: String @attribute(name: \"tier\") }\n";

  @TempDir
  private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path right;
  private Path wrong;

  @BeforeEach
  void writeFiles() throws IOException {
    right = Files.writeString(folder.resolve("right.graphqls"), RIGHT);
    wrong = Files.writeString(
        folder.resolve("wrong.graphqls"), "extend type Attributes {\n  a: Int\n}\nscalar Money\n");
  }

  @Test
  void serveRefusesAWrongFileAndStartsNothing() {
    int code = run("serve", "--sandbox", "--schema-extensions", wrong.toString());

    assertThat(code).isEqualTo(78);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines())
        .containsExactly(
            "2 problems with the schema extensions; nothing was started:",
            "  " + wrong
                + ":2: Attributes.a: it must say which attribute it reads: @attribute(name: \"…\")",
            "  " + wrong
                + ":4: only `extend type Attributes` and enums for its fields may be declared here");
  }

  @Test
  void schemaPrintsTheGatewaysOwnSchema() throws IOException {
    assertThat(run("schema")).isEqualTo(0);
    assertThat(out.toString()).isEqualTo(Files.readString(Path.of("schema.graphqls")));
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void schemaPrintsTheWorkspacesAttributesAfterIt() throws IOException {
    assertThat(run("schema", "--schema-extensions", right.toString())).isEqualTo(0);
    assertThat(out.toString())
        .isEqualTo(Files.readString(Path.of("schema.graphqls")) + "\n" + RIGHT);
  }

  @Test
  void schemaRefusesAWrongFileAndPrintsNothing() {
    assertThat(run("schema", "--schema-extensions", wrong.toString())).isEqualTo(78);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines()).hasSize(3);
  }

  @Test
  void checkTellsOfARightSchema() {
    assertThat(run("check", "--sandbox", "--schema-extensions", right.toString()))
        .isEqualTo(0);
    assertThat(withoutTimes()).contains("[ok] settings", "[ok] schema");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void checkTellsWhatIsWrongWithASchema() {
    assertThat(run("check", "--sandbox", "--schema-extensions", wrong.toString()))
        .isEqualTo(78);
    assertThat(withoutTimes()).contains("[ok] settings", "[wrong] schema");
    assertThat(err.toString().lines())
        .containsExactly(
            "  " + wrong
                + ":2: Attributes.a: it must say which attribute it reads: @attribute(name: \"…\")",
            "  " + wrong
                + ":4: only `extend type Attributes` and enums for its fields may be declared here");
  }

  private Stream<String> withoutTimes() {
    return out.toString().lines().map(line -> line.replaceAll(" \\(\\d+ ms\\)$", ""));
  }

  private int run(String... arguments) {
    Shell shell = new Shell(
        Map.of(),
        folder,
        new BufferedReader(Reader.nullReader()),
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        true,
        (running, sayReady) -> {
          throw new AssertionError("something was started");
        });
    return CommandLines.run(arguments, shell);
  }
}
