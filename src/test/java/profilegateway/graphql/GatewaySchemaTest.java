package profilegateway.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import profilegateway.testing.Spec;

class GatewaySchemaTest {
  @TempDir
  private Path folder;

  static List<Spec> refused() {
    return Spec.read("schema-extensions.txt");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void aWrongFileIsRefusedByLineAndReason(Spec spec) throws IOException {
    Path file = write("a.graphqls", spec.given());

    assertThat(String.join("\n", problems(file)).replace(file + ":", ""))
        .isEqualTo(spec.expected());
  }

  @Test
  void allProblemsOfAllFilesAreToldInTheirOrder() throws IOException {
    Path second = write("b.graphqls", "extend type Attributes {\n  b: Int!\n}");
    Path first = write("a.graphqls", "\n\nscalar Money\nenum Size { A A }");
    Path broken = write("c.graphqls", "enum {");

    assertThat(problems(second, first, broken))
        .containsExactly(
            second
                + ":2: Attributes.b: it must say which attribute it reads: @attribute(name: \"…\")",
            second
                + ":2: Attributes.b: its type must be nullable, as a profile need not have the attribute:"
                + " remove the outer `!`",
            first
                + ":3: only `extend type Attributes` and enums for its fields may be declared here",
            first + ":4: the name Size.A is taken",
            broken + ":1: This is not GraphQL from line 1, column 6 on.");
  }

  @Test
  void aNameThatAnotherFileTookIsRefused() throws IOException {
    Path first = write(
        "a.graphqls",
        "enum Size { A }\nextend type Attributes { a: Size @attribute(name: \"a\") }");
    Path second = write(
        "b.graphqls",
        "extend type Attributes { a: Size @attribute(name: \"b\") }\nenum Size { B }");

    assertThat(problems(first, second))
        .containsExactly(
            second + ":1: the name Attributes.a is taken", second + ":2: the name Size is taken");
  }

  @Test
  void aFileThatIsNotUtf8IsRefusedByLine() throws IOException {
    Path file = Files.write(
        folder.resolve("a.graphqls"),
        "extend type Attributes {\n  \"Größe\"\n}".getBytes(StandardCharsets.ISO_8859_1));
    Path other = write("b.graphqls", "scalar Money");

    assertThat(problems(file, other))
        .containsExactly(
            file + ":2: this is not text in UTF-8",
            other
                + ":1: only `extend type Attributes` and enums for its fields may be declared here");
  }

  @Test
  void theFilesOfAFolderAreReadInTheOrderOfTheirNames() throws Exception {
    String field = "extend type Attributes { %s: Int @attribute(name: \"x\") }";
    var unused = List.of(
        write("10.graphql", field.formatted("ten")),
        write("2.graphqls", field.formatted("two")),
        write("1.gql", field.formatted("one")),
        write("0.txt", "nothing of this is read {"));

    String sdl = GatewaySchema.read(List.of(folder), false).sdl();

    assertThat(sdl)
        .isEqualTo(GatewaySchema.read(List.of(), false).sdl() + "\n" + field.formatted("one") + "\n"
            + field.formatted("ten") + "\n" + field.formatted("two"));
  }

  @Test
  void aFileOfCommentsDeclaresNothing() throws Exception {
    Path file = write("a.graphqls", "# extend type Attributes { a: Int }\n, \uFEFF\n# later");

    assertThat(problems(file)).isEmpty();
  }

  @Test
  void anEnumMayStandInAnotherFileThanTheFieldThatHasIt() throws Exception {
    Path field =
        write("a.graphqls", "extend type Attributes { a: [Size!] @attribute(name: \"a\") }");
    Path size = write("b.graphqls", "enum Size { SMALL LARGE @deprecated(reason: \"sold out\") }");

    assertThat(problems(field, size)).isEmpty();
  }

  @Test
  void aFieldMayHaveScopesAndADefaultAndBeDeprecated() throws Exception {
    Path file = write("a.graphqls", """
        extend type Attributes {
          a: Int @attribute(name: "a", default: "7") @requiresScopes(scopes: [["x", "y"], ["z"]])
          b: [Int!] @attribute(name: "b", default: null) @authenticated @deprecated
          c: Int @attribute(name: "c") @cost(weight: "2") @deprecated(reason: "old")
        }
        """);

    assertThat(problems(file)).isEmpty();
  }

  @Test
  void theExampleIsRight() throws Exception {
    assertThat(GatewaySchema.read(List.of(), true).sdl())
        .isEqualTo(GatewaySchema.read(List.of(), false).sdl() + "\n"
            + Files.readString(Path.of("examples/attributes.graphqls")));
    assertThat(problems(Path.of("examples/attributes.graphqls"))).isEmpty();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  /** What is wrong with the files; nothing when they are taken. */
  private static List<String> problems(Path... files) {
    try {
      var unused = GatewaySchema.read(List.of(files), false);
      return List.of();
    } catch (InvalidSchema invalid) {
      return invalid.problems();
    }
  }
}
