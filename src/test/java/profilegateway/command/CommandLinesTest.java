package profilegateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.config.declared.AllSettings;
import profilegateway.config.declared.Setting;

class CommandLinesTest {
  private static final String[] FREE_PORTS = {
    "--sandbox", "--port", "0", "--management-port", "0", "--sandbox-port", "0"
  };
  private static final Map<String, String> ACCOUNT = Map.of(
      "MPARTICLE_CLIENT_ID", "id",
      "MPARTICLE_CLIENT_SECRET", "hunter2",
      "MPARTICLE_ORG_ID", "1",
      "MPARTICLE_ACCOUNT_ID", "2",
      "MPARTICLE_WORKSPACE_ID", "3",
      "GATEWAY_ACCESS", "open");

  @TempDir
  private Path directory;

  @Test
  void withoutACommandItServes() {
    CommandLineRun run = CommandLineRun.atTerminal(directory, Map.of(), FREE_PORTS);

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("/graphql", "/graphiql");
  }

  @Test
  void theBannerHasEightLinesAtMost() {
    CommandLineRun serve = CommandLineRun.atTerminal(directory, Map.of(), FREE_PORTS);
    CommandLineRun sandbox =
        CommandLineRun.atTerminal(directory, Map.of(), "sandbox", "--sandbox-port", "0");

    assertThat(serve.out().lines()).hasSizeBetween(5, 8);
    assertThat(serve.out())
        .contains("viewer", "the shopper whose token is sent; without one: GATEWAY_SANDBOX_VIEWER");
    assertThat(sandbox.out().lines()).hasSizeBetween(5, 8);
    assertThat(sandbox.out()).contains("MPARTICLE_API_URL=http://127.0.0.1:");
  }

  @Test
  void aPortInUseIsOneLineAndCode1() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      CommandLineRun run = CommandLineRun.of(
          directory,
          Map.of("GATEWAY_PORT", "0", "GATEWAY_MANAGEMENT_PORT", port, "SANDBOX_PORT", "0"),
          "--sandbox");

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err().lines())
          .containsExactly("cannot listen on 127.0.0.1 port " + port
              + " (GATEWAY_MANAGEMENT_PORT): it is in use, or not this machine's");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "check", "schema"})
  void aWrongExtensionOfTheSchemaIsAWrongSetting(String command) throws IOException {
    Path file = Files.writeString(directory.resolve("wrong.graphqls"), "type {");
    CommandLineRun run =
        CommandLineRun.of(directory, ACCOUNT, command, "--schema-extensions", file.toString());

    assertThat(run.code()).isEqualTo(78);
    assertThat(run.err()).contains("wrong.graphqls:1");
  }

  @Test
  void withoutATerminalThereIsNoBanner() {
    assertThat(CommandLineRun.of(directory, Map.of(), FREE_PORTS).out()).isEmpty();
  }

  @Test
  void theSandboxShowsItsOwnSecretAndNoOther() {
    CommandLineRun own =
        CommandLineRun.atTerminal(directory, Map.of(), "sandbox", "--sandbox-port", "0");
    CommandLineRun other =
        CommandLineRun.atTerminal(directory, ACCOUNT, "sandbox", "--sandbox-port", "0");

    assertThat(own.out()).contains("MPARTICLE_CLIENT_SECRET=sandbox-secret");
    assertThat(other.out()).contains("MPARTICLE_CLIENT_ID=id").doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "check"})
  void wrongSettingsEndItWithCode78AndAllOfThem(String command) {
    CommandLineRun run = CommandLineRun.of(
        directory, Map.of("GATEWAY_PORT", "x", "MPARTICLE_CLIENT_SECRET", "hunter2"), command);

    assertThat(run.code()).isEqualTo(78);
    assertThat(run.err())
        .startsWith(
            command.equals("serve") ? "6 problems with the settings; nothing was started:" : "  ")
        .contains("  GATEWAY_PORT (environment): \"x\" is not a whole number")
        .contains("  MPARTICLE_ORG_ID (not set): is required without --sandbox")
        .doesNotContain("hunter2");
  }

  @Test
  void aWrongValueInAFlagIsAWrongSetting() {
    CommandLineRun run = CommandLineRun.of(directory, Map.of(), "--sandbox", "--port=x");

    assertThat(run.code()).isEqualTo(78);
    assertThat(run.err()).contains("--port (flag): \"x\" is not a whole number");
  }

  @ParameterizedTest
  @CsvSource({
    "--prt, unknown flag --prt; did you mean --port?",
    "--mparticle-client-secrt=hunter2, unknown flag --mparticle-client-secrt; did you mean --mparticle-client-secret?",
    "--zzzzzzzzzz, unknown flag --zzzzzzzzzz",
    "srve, unknown command srve; did you mean serve?",
  })
  void anUnknownFlagOrCommandIsToldWithTheNearestOne(String argument, String sentence) {
    CommandLineRun run = CommandLineRun.of(directory, Map.of(), argument);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines().findFirst()).contains(sentence);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void whatFollowsAnUnknownFlagIsNotRepeated() {
    CommandLineRun apart = CommandLineRun.of(directory, Map.of(), "--client-secret", "hunter2");
    CommandLineRun left =
        CommandLineRun.of(directory, Map.of(), "--mparticle-client-secret", "a", "hunter2");

    assertThat(apart.code()).isEqualTo(2);
    assertThat(apart.err()).doesNotContain("hunter2");
    assertThat(left.code()).isEqualTo(2);
    assertThat(left.err()).doesNotContain("hunter2");
  }

  @Test
  void theSandboxHasNoFlagsOfTheGateway() {
    assertThat(CommandLineRun.of(directory, Map.of(), "sandbox", "--port", "1").code())
        .isEqualTo(2);
  }

  @Test
  void helpTellsOfEverySetting() {
    CommandLineRun run = CommandLineRun.of(directory, Map.of(), "--help");

    assertThat(run.code()).isZero();
    for (Setting<?> setting : AllSettings.list()) {
      assertThat(run.out()).contains(setting.flags()).contains(setting.name() + ": ");
    }
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void versionIsOneLine() {
    CommandLineRun run = CommandLineRun.of(directory, Map.of(), "--version");

    assertThat(run.code()).isZero();
    assertThat(run.out().lines()).singleElement().asString().startsWith("profile-gateway ");
  }

  @Test
  void schemaPrintsTheSchema() {
    CommandLineRun run = CommandLineRun.of(directory, Map.of(), "schema");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("type Query");
  }

  @Test
  void checkShowsTheSettingsInForceWithTheirSourceAndNoSecret() throws IOException {
    Path file = Files.writeString(directory.resolve("gateway.yaml"), "gateway:\n  port: 5000\n");
    CommandLineRun run = CommandLineRun.of(directory, ACCOUNT, "check", "--offline", "--graphiql");

    assertThat(file).exists();
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()
            .lines()
            .map(line -> line.replaceAll(" +", " ").replaceAll(" \\(\\d+ ms\\)$", "")))
        .contains(
            " GATEWAY_PORT 5000 (gateway.yaml:2)",
            " GATEWAY_HOST 127.0.0.1 (default)",
            " GATEWAY_GRAPHIQL on (flag)",
            " MPARTICLE_ORG_ID 1 (environment)",
            " MPARTICLE_CLIENT_SECRET (set) (environment)",
            "[ok] settings",
            "[ok] schema")
        .noneMatch(line -> line.contains("hunter2"));
  }

  @Test
  void checkSaysHowOftenTheCacheKeyHasToChange() {
    String key = "a:" + Base64.getEncoder().encodeToString(new byte[32]);
    Map<String, String> sealed = new HashMap<>(ACCOUNT);
    sealed.putAll(Map.of("REDIS_URL", "redis://127.0.0.1:1", "GATEWAY_CACHE_KEYS", key));

    assertThat(CommandLineRun.of(directory, sealed, "check", "--offline").out())
        .contains(
            "[note] GATEWAY_CACHE_KEYS: put a new key first at least every 552 days, at 15 calls a second.");
    assertThat(CommandLineRun.of(directory, ACCOUNT, "check", "--offline").out())
        .doesNotContain("[note]");
  }

  @Test
  void checkMarksWhatIsWrong() {
    CommandLineRun run = CommandLineRun.of(directory, Map.of(), "check");

    assertThat(run.code()).isEqualTo(78);
    assertThat(run.out()).startsWith("[wrong] settings (");
    assertThat(run.err()).contains("  MPARTICLE_CLIENT_ID (not set): is required");
  }

  @Test
  void gatewayAndSandboxMayShareAnEnvironment() {
    Map<String, String> shared = new HashMap<>(ACCOUNT);
    shared.put("MPARTICLE_API_URL", "http://sandbox:4010");
    shared.put("SANDBOX_PORT", "0");

    assertThat(List.of(
            CommandLineRun.of(directory, shared, "sandbox").code(),
            CommandLineRun.of(directory, shared, "check", "--offline").code()))
        .containsExactly(0, 0);
  }
}
