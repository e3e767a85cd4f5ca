package profilegateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.testing.Forge;

/** Starting in production: what is refused, and what is warned of. */
class AccessOnTheCommandLineTest {
  private static final Map<String, String> ACCOUNT = Map.of(
      "MPARTICLE_CLIENT_ID", "id",
      "MPARTICLE_CLIENT_SECRET", "hunter2",
      "MPARTICLE_ORG_ID", "1",
      "MPARTICLE_ACCOUNT_ID", "2",
      "MPARTICLE_WORKSPACE_ID", "3");

  @TempDir
  private Path directory;

  private CommandLineRun check(String... settings) {
    Map<String, String> environment = new HashMap<>(ACCOUNT);
    for (int i = 0; i < settings.length; i += 2) {
      environment.put(settings[i], settings[i + 1]);
    }
    return CommandLineRun.of(directory, environment, "check", "--offline");
  }

  private static List<String> marked(CommandLineRun run) {
    return run.out()
        .lines()
        .filter(line -> line.startsWith("["))
        .map(line -> line.replaceAll(" \\(\\d+ ms\\)$", ""))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "check"})
  void withoutCredentialsItDoesNotStart(String command) {
    CommandLineRun run = CommandLineRun.of(directory, ACCOUNT, command);

    assertThat(run.code()).isEqualTo(78);
    assertThat(run.err())
        .contains("  GATEWAY_ACCESS (default): lets nobody in: neither GATEWAY_JWKS_URL or"
            + " GATEWAY_JWKS_FILE nor GATEWAY_API_KEYS_FILE is set; allowed: set one of them,"
            + " or open where callers are checked in front of the gateway");
  }

  @Test
  void whatIsOpenByMistakeIsWarnedOf() {
    assertThat(marked(check("GATEWAY_ACCESS", "open", "GATEWAY_GRAPHIQL", "on")))
        .containsExactly(
            "[ok] settings",
            "[warning] GATEWAY_ACCESS=open: callers are not checked, and may read every profile and all of it.",
            "[warning] GATEWAY_GRAPHIQL=on: a tool for developers is served to everybody.",
            "[ok] schema",
            "[ok] access",
            "[ok] documents");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "10.0.0.7", "gateway.example.com"})
  void whatIsOpenToOthersIsWarnedOfLoudly(String host) {
    assertThat(marked(check("GATEWAY_ACCESS", "open", "GATEWAY_HOST", host)).get(1))
        .endsWith(
            "THE GATEWAY LISTENS ON " + host + ": NOBODY BUT WHAT CHECKS CALLERS MAY REACH IT.");
  }

  @Test
  void whereCallersAreCheckedItMayListenAnywhereWithoutAWarning() throws IOException {
    Path keys = Files.writeString(directory.resolve("keys"), "# none yet\n");

    assertThat(marked(check("GATEWAY_API_KEYS_FILE", keys.toString(), "GATEWAY_HOST", "0.0.0.0")))
        .containsExactly("[ok] settings", "[ok] schema", "[ok] access", "[ok] documents");
  }

  @ParameterizedTest
  @CsvSource({"http, 1", "https, 0", "HTTP, 1"})
  void keysThatComeUnprotectedAreWarnedOf(String scheme, int warnings) {
    List<String> marked = marked(check(
        "GATEWAY_JWKS_URL", scheme + "://issuer.example/keys",
        "GATEWAY_JWT_ISSUER", "https://issuer.example",
        "GATEWAY_JWT_AUDIENCE", "gateway"));

    assertThat(marked).filteredOn(line -> line.startsWith("[warning]")).hasSize(warnings);
  }

  @Test
  void aSandboxIsThereToBeCareless() {
    assertThat(marked(CommandLineRun.of(directory, Map.of(), "check", "--sandbox", "--offline")))
        .containsExactly("[ok] settings", "[ok] schema", "[ok] access", "[ok] documents");
  }

  @Test
  void keysThatAreTooWeakAreRefused() throws IOException {
    Path rsa = Files.writeString(
        directory.resolve("rsa.json"),
        Forge.keySet(
            Forge.jwk("ec", Forge.ecPair("secp256r1")),
            Forge.jwk("weak", Forge.pair("RSA", 1024))));
    Path secret = Files.writeString(
        directory.resolve("secret.json"), "{\"keys\":[{\"kty\":\"oct\",\"k\":\"aHVudGVyMg\"}]}");
    Path hash =
        Files.writeString(directory.resolve("keys"), "f52fbd32b2b3b86ff88ef6c490628285 a\n");

    CommandLineRun run = check(
        "GATEWAY_JWKS_FILE",
        rsa + "," + secret,
        "GATEWAY_JWT_ISSUER",
        "a,b",
        "GATEWAY_JWT_AUDIENCE",
        "gateway",
        "GATEWAY_API_KEYS_FILE",
        hash.toString());

    assertThat(run.code()).isEqualTo(78);
    assertThat(run.err().lines())
        .containsExactly(
            "  GATEWAY_JWKS_FILE " + rsa
                + ": key 2 is an RSA key of 1024 bits; fewer than 2048 can be broken",
            "  GATEWAY_JWKS_FILE " + secret
                + ": key 1 is a shared secret: whoever checks with it can sign with it",
            "  GATEWAY_API_KEYS_FILE " + hash
                + ": line 1: the hash has 32 digits; a SHA-256 has 64");
  }

  @Test
  void aGatewayWithAFileThatCannotBeUsedDoesNotStart() throws IOException {
    Path hash = Files.writeString(directory.resolve("keys"), "hunter2 a\n");
    Map<String, String> environment = new HashMap<>(ACCOUNT);
    environment.put("GATEWAY_API_KEYS_FILE", hash.toString());

    CommandLineRun run = CommandLineRun.of(directory, environment, "serve", "--port", "0");

    assertThat(run.code()).isEqualTo(78);
    assertThat(run.err())
        .isEqualToIgnoringNewLines("GATEWAY_API_KEYS_FILE " + hash
            + ": line 1: the hash is not written in digits and letters a to f");
  }

  @Test
  void anApiKeyIsMadeWithTheLineThatLetsItIn() {
    List<String> lines = CommandLineRun.of(
            directory, Map.of(), "api-key", "reports", "profile:read", "profile:identities")
        .out()
        .lines()
        .toList();

    assertThat(lines).hasSize(4);
    assertThat(lines.get(1)).matches("  pgk_[A-Za-z0-9_-]{43}");
    assertThat(lines.get(3)).matches("  [0-9a-f]{64} reports profile:read,profile:identities");
  }

  @Test
  void noTwoApiKeysAreAlike() {
    assertThat(CommandLineRun.of(directory, Map.of(), "api-key", "a").out())
        .isNotEqualTo(CommandLineRun.of(directory, Map.of(), "api-key", "a").out());
  }

  @Test
  void anApiKeyNeedsANameThatTheFileTakes() {
    CommandLineRun none = CommandLineRun.of(directory, Map.of(), "api-key");
    CommandLineRun odd = CommandLineRun.of(directory, Map.of(), "api-key", "a b");

    assertThat(none.code()).isEqualTo(2);
    assertThat(odd.code()).isEqualTo(2);
    assertThat(odd.err())
        .isEqualToIgnoringNewLines(
            "no key was made: a name has 1 to 64 letters, digits, dots, - and _");
  }

  @Test
  void theExampleOfKeysIsTakenAndLetsNobodyIn() {
    Path example = Path.of("examples/api-keys.txt").toAbsolutePath();

    assertThat(check("GATEWAY_API_KEYS_FILE", example.toString()).code()).isZero();
    assertThat(example).content().doesNotContainPattern("(?m)^[^#\\s]");
  }
}
