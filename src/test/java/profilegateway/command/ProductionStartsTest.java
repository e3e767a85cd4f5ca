package profilegateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import profilegateway.testing.Forge;
import profilegateway.testing.LogLines;
import profilegateway.testing.MarkdownTable;

/** The table in docs/access.md of what a start makes of what is rarely meant, row by row. */
class ProductionStartsTest {
  private static final Map<String, String> ACCOUNT = Map.of(
      "MPARTICLE_CLIENT_ID", "id",
      "MPARTICLE_CLIENT_SECRET", "hunter2",
      "MPARTICLE_ORG_ID", "1",
      "MPARTICLE_ACCOUNT_ID", "2",
      "MPARTICLE_WORKSPACE_ID", "3");
  private static final String FILE = "(file)";

  @TempDir
  private Path directory;

  /**
   * One start.
   *
   * @param row the first cell
   * @param starts whether it does
   * @param said some of what is said of it
   * @param content of the file that the settings name {@code (file)}
   */
  record Start(
      String row, boolean starts, String said, Map<String, String> settings, String content) {
    @Override
    public String toString() {
      return row + " " + settings;
    }
  }

  private static Start refused(String row, String said, String... settings) {
    return new Start(row, false, said, map(settings), "");
  }

  private static Start refusedFor(String content, String row, String said, String... settings) {
    return new Start(row, false, said, map(settings), content);
  }

  private static Start warned(String row, String said, String... settings) {
    return new Start(row, true, said, map(settings), "# nobody yet\n");
  }

  private static Map<String, String> map(String... settings) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      map.put(settings[i], settings[i + 1]);
    }
    return map;
  }

  static Stream<Start> starts() {
    String nobody = "neither keys for tokens nor API keys, and not open";
    String algorithms = "`none`, or an algorithm with a shared secret, in `GATEWAY_JWT_ALGORITHMS`";
    String weak =
        "in `GATEWAY_JWKS_FILE` an RSA key of less than 2048 bits, a shared secret or a private key";
    String manifest =
        "a manifest that cannot be used, or `GATEWAY_PERSISTED_DOCUMENTS_MODE=enforce` without one";
    String[] byFile = {
      "GATEWAY_JWKS_FILE", FILE, "GATEWAY_JWT_ISSUER", "a", "GATEWAY_JWT_AUDIENCE", "gateway"
    };
    var pair = Forge.ecPair("secp256r1");
    var privateKey = Forge.jwk("ec", pair)
        .put(
            "d",
            java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32].clone()));
    return Stream.of(
        refused(
            "no credentials of an mParticle account",
            "MPARTICLE_CLIENT_SECRET (not set): is required",
            "GATEWAY_ACCESS",
            "open",
            "MPARTICLE_CLIENT_SECRET",
            "(unset)"),
        refused(nobody, "GATEWAY_ACCESS (default): lets nobody in"),
        refused(nobody, "lets nobody in", "GATEWAY_ANONYMOUS", "allow"),
        refused(
            algorithms,
            "\"none\" is none of the words it may be",
            "GATEWAY_ACCESS",
            "open",
            "GATEWAY_JWT_ALGORITHMS",
            "RS256,none"),
        refused(
            algorithms,
            "\"HS256\" is none of the words it may be",
            "GATEWAY_ACCESS",
            "open",
            "GATEWAY_JWT_ALGORITHMS",
            "HS256"),
        refusedFor(
            Forge.keySet(Forge.jwk("weak", Forge.pair("RSA", 1024))),
            weak,
            "fewer than 2048 can be broken",
            byFile),
        refusedFor(
            "{\"keys\":[{\"kty\":\"oct\",\"k\":\"aHVudGVyMg\"}]}",
            weak,
            "is a shared secret",
            byFile),
        refusedFor(Forge.keySet(privateKey), weak, "is a private key", byFile),
        refusedFor(
            "f52fbd32b2b3b86ff88ef6c490628285 a\n",
            "in `GATEWAY_API_KEYS_FILE` a hash that is no SHA-256",
            "the hash has 32 digits; a SHA-256 has 64",
            "GATEWAY_API_KEYS_FILE",
            FILE),
        refused(
            "the issuer that the sandbox plays",
            "names the sandbox's issuer",
            "GATEWAY_JWKS_URL",
            "https://keys.example/jwks.json",
            "GATEWAY_JWT_ISSUER",
            "https://sandbox.profile-gateway.invalid",
            "GATEWAY_JWT_AUDIENCE",
            "gateway"),
        refusedFor(
            "{\"a\": ",
            manifest,
            "is not valid JSON",
            "GATEWAY_ACCESS",
            "open",
            "GATEWAY_PERSISTED_DOCUMENTS",
            FILE),
        refused(
            manifest,
            "there is no document to trust",
            "GATEWAY_ACCESS",
            "open",
            "GATEWAY_PERSISTED_DOCUMENTS_MODE",
            "enforce"),
        refusedFor(
            "{\"a\": \"{ a }\"}",
            "`GATEWAY_GRAPHIQL=on` where documents are enforced",
            "nothing that is written in it would be executed",
            "GATEWAY_ACCESS",
            "open",
            "GATEWAY_GRAPHIQL",
            "on",
            "GATEWAY_PERSISTED_DOCUMENTS",
            FILE),
        refused(
            "`*` in `GATEWAY_CORS_ORIGINS`",
            "is any page there is",
            "GATEWAY_ACCESS",
            "open",
            "GATEWAY_CORS_ORIGINS",
            "*"),
        refused(
            "the management port off loopback without a token",
            "set GATEWAY_MANAGEMENT_TOKEN as well",
            "GATEWAY_ACCESS",
            "open",
            "GATEWAY_MANAGEMENT_HOST",
            "0.0.0.0"),
        warned(
            "`GATEWAY_ACCESS=open`",
            "GATEWAY_ACCESS=open: callers are not checked",
            "GATEWAY_ACCESS",
            "open"),
        warned(
            "`GATEWAY_ACCESS=open`",
            "NOBODY BUT WHAT CHECKS CALLERS MAY REACH IT",
            "GATEWAY_ACCESS",
            "open",
            "GATEWAY_HOST",
            "0.0.0.0"),
        warned(
            "`GATEWAY_GRAPHIQL=on`",
            "a tool for developers is served to everybody",
            "GATEWAY_API_KEYS_FILE",
            FILE,
            "GATEWAY_GRAPHIQL",
            "on"),
        warned(
            "`GATEWAY_INTROSPECTION=on`",
            "every caller that is let in may have the schema told",
            "GATEWAY_API_KEYS_FILE",
            FILE,
            "GATEWAY_INTROSPECTION",
            "on"),
        warned(
            "keys that come over plain http",
            "whoever is on the way to keys.example can make tokens",
            "GATEWAY_JWKS_URL",
            "http://keys.example/jwks.json",
            "GATEWAY_JWT_ISSUER",
            "https://issuer.example",
            "GATEWAY_JWT_AUDIENCE",
            "gateway"),
        warned(
            "pages that come over plain http in `GATEWAY_CORS_ORIGINS`",
            "http://shop.example.com is not https",
            "GATEWAY_API_KEYS_FILE",
            FILE,
            "GATEWAY_CORS_ORIGINS",
            "https://www.example.com,http://shop.example.com,http://localhost:5173"));
  }

  @Test
  void everyRowIsTried() {
    List<String> rows = MarkdownTable.rows("docs/access.md", "### What stops a start").stream()
        .map(row -> row.split(" \\| ", -1)[0].substring("| ".length()))
        .toList();

    assertThat(starts().map(Start::row).distinct()).containsExactlyElementsOf(rows);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("starts")
  void aStartMakesOfItWhatTheTableSays(Start start) throws IOException {
    Map<String, String> environment = environment(start);
    CommandLineRun check = CommandLineRun.of(directory, environment, "check", "--offline");

    if (start.starts()) {
      assertThat(check.code()).isZero();
      assertThat(check.out().lines())
          .filteredOn(line -> line.startsWith("[warning] "))
          .singleElement()
          .asString()
          .contains(start.said());
    } else {
      CommandLineRun serve = CommandLineRun.of(directory, environment, "serve");
      assertThat(List.of(check.code(), serve.code())).containsExactly(78, 78);
      assertThat(check.err()).contains(start.said()).doesNotContain("hunter2", "aHVudGVyMg");
      assertThat(serve.err()).contains(start.said()).doesNotContain("hunter2", "aHVudGVyMg");
    }
  }

  @Test
  void whatIsWarnedOfIsLoggedByTheStart() throws IOException {
    Start open = starts()
        .filter(start -> start.row().equals("`GATEWAY_ACCESS=open`"))
        .findFirst()
        .orElseThrow();
    try (LogLines log = LogLines.open()) {
      assertThat(CommandLineRun.of(directory, environment(open), "serve").code())
          .isZero();

      assertThat(log.alarming()).anyMatch(line -> line.contains(open.said()));
    }
  }

  @Test
  void whatIsMeantIsNotWarnedOf() throws IOException {
    Start usual = warned("", "", "GATEWAY_API_KEYS_FILE", FILE, "GATEWAY_HOST", "0.0.0.0");

    CommandLineRun check = CommandLineRun.of(directory, environment(usual), "check", "--offline");

    assertThat(check.code()).isZero();
    assertThat(check.out()).doesNotContain("[warning]");
  }

  private Map<String, String> environment(Start start) throws IOException {
    Path file = Files.writeString(directory.resolve("file.json"), start.content());
    Map<String, String> environment = new HashMap<>(ACCOUNT);
    environment.putAll(Map.of(
        "GATEWAY_PORT", "0",
        "GATEWAY_MANAGEMENT_PORT", "0",
        "GATEWAY_SHUTDOWN_WAIT", "0s",
        "MPARTICLE_API_URL", "http://127.0.0.1:1",
        "MPARTICLE_TOKEN_URL", "http://127.0.0.1:1/oauth/token"));
    start
        .settings()
        .forEach(
            (name, value) -> environment.put(name, value.equals(FILE) ? file.toString() : value));
    environment.values().removeIf("(unset)"::equals);
    return environment;
  }
}
