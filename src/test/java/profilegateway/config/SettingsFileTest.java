package profilegateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import profilegateway.config.declared.Mode;

class SettingsFileTest {
  private static final String PORT = "; allowed: 0 to 65535; 0 takes a free one";

  @TempDir
  private Path directory;

  static Stream<Arguments> wrongFiles() {
    return Stream.of(
        Arguments.of(
            "gateway:\n\n  port: x\n",
            "gateway.port (gateway.yaml:3): \"x\" is not a whole number" + PORT),
        Arguments.of(
            "gateway:\n  port: [1, 2]\n",
            "gateway.port (gateway.yaml:2): a list where one value belongs" + PORT),
        Arguments.of(
            "gateway:\n  port:\n    tcp: 1\n",
            "gateway.port (gateway.yaml:2): is a section where a value belongs" + PORT),
        Arguments.of("gateway:\n  port:\n", "gateway.port (gateway.yaml:2): has no value" + PORT),
        Arguments.of("gateway:\n  port: ''\n", "gateway.port (gateway.yaml:2): is empty" + PORT),
        Arguments.of(
            "gateway:\n  port: !x 1\n",
            "gateway.port (gateway.yaml:2): has a tag (!) in front of its value; put the value in quotes"
                + PORT),
        Arguments.of(
            "gateway:\n  port: 1\n  port: 2\n",
            "gateway.port (gateway.yaml:3): is there twice, first in line 2"),
        Arguments.of(
            "gateway:\n  port: 1\ngateway:\n  host: localhost\n",
            "gateway (gateway.yaml:3): is there twice, first in line 1"),
        Arguments.of(
            "gateway: 4000\n",
            "gateway (gateway.yaml:1): is a section: its settings belong below it, indented"),
        Arguments.of(
            "gateway:\n  config: a.yaml\n",
            "gateway.config (gateway.yaml:2): cannot be set in the file itself"),
        Arguments.of(
            "gateway:\n  operation-timeout: 1s\n",
            "gateway.operation-timeout (gateway.yaml:2): no such setting; did you mean gateway.operation_timeout?"),
        Arguments.of(
            "gateway:\n  pool_size: 1\n",
            "gateway.pool_size (gateway.yaml:2): no such setting; did you mean mparticle.pool_size?"),
        Arguments.of(
            "gatway:\n  port: 1\n",
            "gatway (gateway.yaml:1): no such setting; did you mean gateway?"),
        Arguments.of(
            "rabbit:\n  url: x\n",
            "rabbit (gateway.yaml:1): no such section; allowed: gateway, cache, attributes, mparticle, redis, sandbox"),
        Arguments.of(
            "port: 1\n", "port (gateway.yaml:1): no such setting; did you mean gateway.port?"),
        Arguments.of(
            "GATEWAY_PORT: 1\n",
            "GATEWAY_PORT (gateway.yaml:1): no such setting; did you mean gateway.port?"),
        Arguments.of(
            "- gateway\n", "gateway.yaml:1: holds no sections; it starts like this: gateway:"),
        Arguments.of(
            "mparticle:\n  fields_at_least: [[attribution]]\n",
            "mparticle.fields_at_least (gateway.yaml:2): has an entry that is not a plain value; allowed:"
                + " any of user_attributes, audience_memberships, user_identities, device_identities,"
                + " attribution, with commas between them"),
        Arguments.of(
            "gateway:\n\tport: 1\n",
            "gateway.yaml:2: is not YAML: there is a tab where spaces belong"),
        Arguments.of(
            "gateway: {port: 1\n",
            "gateway.yaml:2: is not YAML: a quote or a bracket is not closed"),
        Arguments.of(
            "gateway:\n  port: 1\n host: x\n",
            "gateway.yaml:3: is not YAML: the line does not stand below the one above as YAML wants it"),
        Arguments.of(
            "gateway:\n  host: a: b\n",
            "gateway.yaml:2: is not YAML: there is a colon where none belongs;"
                + " a value with a colon and a space in it belongs in quotes"),
        Arguments.of(
            "gateway:\n  port: 1\n---\n",
            "gateway.yaml:3: is not YAML: there is a second document (---)"));
  }

  @ParameterizedTest
  @MethodSource("wrongFiles")
  void whatIsWrongIsToldWithItsLine(String yaml, String problem) {
    assertThat(new Reading(directory).account().file(yaml).problems(Mode.SERVE))
        .containsExactly(problem);
  }

  static Stream<String> secretsThatBreakTheFile() {
    return Stream.of(
            "*hunter2",
            "&hunter2",
            "!hunter2",
            "!hunter2!x",
            "!<hunter2>",
            "@hunter2",
            "%hunter2",
            "`hunter2",
            "|hunter2",
            "\"hunter2",
            "[hunter2",
            "{hunter2",
            "hunter2: x",
            "\"\\hunter2\"")
        .map(secret -> "mparticle:\n  client_secret: " + secret + "\n");
  }

  @ParameterizedTest
  @MethodSource("secretsThatBreakTheFile")
  void aSecretThatYamlReadsAsSomethingElseIsNotShown(String yaml) {
    assertThat(new Reading(directory).file(yaml).problems(Mode.SERVE))
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem).doesNotContain("unter2"))
        .noneMatch(problem -> problem.contains("CLIENT_SECRET (not set)"));
  }

  @Test
  void nothingIsMissedInAFileThatCannotBeRead() {
    assertThat(new Reading(directory).file("mparticle: {").problems(Mode.SERVE))
        .containsExactly("gateway.yaml:1: is not YAML: a quote or a bracket is not closed");
  }

  @Test
  void emptyFilesAndSectionsAreFine() {
    assertThat(new Reading(directory).account().file("").problems(Mode.SERVE)).isEmpty();
    assertThat(new Reading(directory).account().file("gateway:\n# port: 1\n").problems(Mode.SERVE))
        .isEmpty();
  }

  @Test
  void aFileThatIsNoTextIsRefused() throws IOException {
    Path file =
        Files.write(directory.resolve("gateway.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 1});

    assertThat(new Reading(directory).account().problems(Mode.SERVE))
        .containsExactly("gateway.yaml: cannot be read as text in UTF-8");
    assertThat(file).exists();
  }
}
