package profilegateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParseResult;
import profilegateway.config.declared.AllSettings;
import profilegateway.config.declared.Mode;

class ServeLineTest {
  private static final int LINES = 500;
  private static final List<String> VALUES = List.of(
      "0", "on", "off", "a b", "a=b", "serve", "check", "ä%s", "@file", "1h", "a,b", "${x}", "",
      "-x", "'a'");

  private final Random random = new Random(11);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "serve",
        "--sandbox",
        "serve --sandbox",
        "--port 0 --sandbox",
        "serve --port=0 --management-port 8088",
        "--graphiql=off",
        "--host serve"
      })
  void whatIsPlainReadsAsTheParserReadsIt(String line) {
    String[] arguments = words(line);

    assertThat(ServeLine.plain(arguments)).isEqualTo(parsed(arguments));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "serve -h",
        "--version",
        "check",
        "serve serve",
        "serve --prot 0",
        "--port",
        "--port 0 --port 1",
        "--port -1",
        "--port=",
        "--graphiql",
        "--graphiql off",
        "--sandbox --sandbox",
        "--sandbox=true",
        "--client-id='x'",
        "sandbox --sandbox-port 0",
        "0"
      })
  void whatIsNotIsLeftToTheParser(String line) {
    assertThat(ServeLine.plain(words(line))).isNull();
  }

  @Test
  void anyPlainLineReadsAsTheParserReadsIt() {
    int plain = 0;
    for (int i = 0; i < LINES; i++) {
      String[] arguments = line();
      ServeLine read = ServeLine.plain(arguments);
      if (read != null) {
        plain++;
        assertThat(read).as(String.join(" ", arguments)).isEqualTo(parsed(arguments));
      }
    }
    assertThat(plain).isGreaterThan(LINES / 10);
  }

  private String[] line() {
    List<String> words = new ArrayList<>(random.nextBoolean() ? List.of("serve") : List.of());
    for (int i = random.nextInt(4); i > 0; i--) {
      List<String> flags = AllSettings.list().stream()
          .filter(setting -> AllSettings.isUsed(setting, Mode.SERVE_WITH_SANDBOX))
          .flatMap(setting -> setting.flags().stream())
          .toList();
      String flag = one(flags);
      if (random.nextInt(8) == 0) {
        words.add(one(List.of("--sandbox", flag)));
      } else if (random.nextBoolean()) {
        words.add(flag + "=" + one(VALUES));
      } else {
        words.addAll(List.of(flag, one(VALUES)));
      }
    }
    return words.toArray(String[]::new);
  }

  private String one(List<String> all) {
    return all.get(random.nextInt(all.size()));
  }

  private static String[] words(String line) {
    return line.isEmpty() ? new String[0] : line.split(" ");
  }

  private static Shell nowhere() {
    PrintWriter out = new PrintWriter(new StringWriter());
    return new Shell(
        Map.of(),
        Path.of(""),
        new BufferedReader(new StringReader("")),
        out,
        out,
        false,
        (running, sayReady) -> {});
  }

  private static ServeLine parsed(String... arguments) {
    ParseResult parsed = CommandLines.of(nowhere()).parseArgs(CommandLines.withDefault(arguments));
    return ServeLine.of(Objects.requireNonNull(parsed.subcommand()));
  }
}
