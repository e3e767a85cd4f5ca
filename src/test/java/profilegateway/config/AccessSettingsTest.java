package profilegateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import profilegateway.config.AccessConfig.KeySet;
import profilegateway.config.declared.Mode;
import profilegateway.config.reading.WrongSettings;

class AccessSettingsTest {
  private static final String SANDBOX_ISSUER = "https://sandbox.profile-gateway.invalid";

  @TempDir
  private Path directory;

  /** An account, and these settings in turn. */
  private Reading with(String... settings) {
    Reading reading = new Reading(directory).account().env("GATEWAY_ACCESS", "");
    for (int i = 0; i < settings.length; i += 2) {
      reading = reading.env(settings[i], settings[i + 1]);
    }
    return reading;
  }

  private static AccessConfig access(Reading reading) throws WrongSettings {
    return reading.settings(Mode.SERVE).gateway().access();
  }

  private static AccessConfig.Tokens tokens(AccessConfig config) {
    return Objects.requireNonNull(config.tokens());
  }

  @Test
  void eachIssuerMayHaveKeysOfItsOwn() throws WrongSettings {
    AccessConfig config = access(with(
        "GATEWAY_JWT_ISSUER", "https://a.example/, b",
        "GATEWAY_JWKS_URL", "https://a.example/keys?p=1,https://b.example/keys",
        "GATEWAY_JWT_AUDIENCE", "gateway,shop"));

    assertThat(config.open()).isFalse();
    assertThat(config.anonymous()).isFalse();
    assertThat(tokens(config).keySets())
        .containsExactly(
            new KeySet(
                Set.of("https://a.example/"), URI.create("https://a.example/keys?p=1"), null),
            new KeySet(Set.of("b"), URI.create("https://b.example/keys"), null));
    assertThat(tokens(config).audiences()).containsExactlyInAnyOrder("gateway", "shop");
    assertThat(tokens(config).algorithms()).containsExactlyInAnyOrder("RS256", "ES256");
    assertThat(tokens(config).leeway()).isEqualTo(Duration.ofSeconds(30));
    assertThat(tokens(config).viewerClaim()).isEqualTo("sub");
    assertThat(tokens(config).viewerIdentity()).isEqualTo("customer_id");
    assertThat(tokens(config).scopeClaim()).isEqualTo("scope");
  }

  @Test
  void issuersMayShareAKeySet() throws IOException, WrongSettings {
    Path file = Files.writeString(directory.resolve("jwks.json"), "{}");
    AccessConfig config = access(with(
        "GATEWAY_JWT_ISSUER", "a,b",
        "GATEWAY_JWKS_FILE", file.toString(),
        "GATEWAY_JWT_AUDIENCE", "gateway"));

    assertThat(tokens(config).keySets()).containsExactly(new KeySet(Set.of("a", "b"), null, file));
  }

  @Test
  void whatBelongsTogetherIsAskedForTogether() {
    assertThat(with("GATEWAY_JWKS_URL", "https://a.example/keys").problems(Mode.SERVE))
        .containsExactly(
            "GATEWAY_JWT_ISSUER (not set): is required with GATEWAY_JWKS_URL or GATEWAY_JWKS_FILE;"
                + " allowed: names of issuers as they stand in iss, with commas between them",
            "GATEWAY_JWT_AUDIENCE (not set): is required with GATEWAY_JWKS_URL or GATEWAY_JWKS_FILE;"
                + " allowed: names of audiences as they stand in aud, with commas between them");
    assertThat(with("GATEWAY_JWT_ISSUER", "a", "GATEWAY_ACCESS", "open").problems(Mode.SERVE))
        .containsExactly("GATEWAY_JWKS_URL (not set): is required with GATEWAY_JWT_ISSUER;"
            + " allowed: http or https URLs, one for each issuer or one for all");
  }

  @Test
  void keysAreAtAUrlOrInAFile() throws IOException {
    Path file = Files.writeString(directory.resolve("jwks.json"), "{}");

    assertThat(with(
                "GATEWAY_JWKS_URL", "https://a.example/keys",
                "GATEWAY_JWKS_FILE", file.toString(),
                "GATEWAY_JWT_ISSUER", "a",
                "GATEWAY_JWT_AUDIENCE", "gateway")
            .problems(Mode.SERVE))
        .containsExactly(
            "GATEWAY_JWKS_FILE (environment): is set, and so is GATEWAY_JWKS_URL: keep one of them;"
                + " allowed: files that exist and can be read, one for each issuer or one for all");
  }

  @Test
  void aSandboxIsOpenAndTrustsItsOwnIssuer() throws WrongSettings {
    AccessConfig config = new Reading(directory)
        .settings(Mode.SERVE_WITH_SANDBOX)
        .gatewayOf("http://127.0.0.1:5555")
        .access();

    assertThat(config.open()).isTrue();
    assertThat(config.sandboxViewer()).isEqualTo("Example-Customer-mxr15");
    assertThat(tokens(config).keySets())
        .containsExactly(new KeySet(
            Set.of(SANDBOX_ISSUER), URI.create("http://127.0.0.1:5555/__sandbox/jwks.json"), null));
    assertThat(tokens(config).audiences()).containsExactly("profile-gateway");
  }

  @Test
  void aSandboxMayCheckCallersAndHasNoSampleViewerThen() throws WrongSettings {
    Reading reading = new Reading(directory).env("GATEWAY_ACCESS", "tokens");
    AccessConfig config = reading.settings(Mode.SERVE_WITH_SANDBOX).gateway().access();

    assertThat(config.open()).isFalse();
    assertThat(config.sandboxViewer()).isNull();
    assertThat(reading.env("GATEWAY_SANDBOX_VIEWER", "a").problems(Mode.SERVE_WITH_SANDBOX))
        .containsExactly(
            "GATEWAY_SANDBOX_VIEWER (environment): has no effect with GATEWAY_ACCESS=tokens;"
                + " allowed: a customer id; with --sandbox only");
  }

  @Test
  void whoeverNamesIssuersInASandboxTrustsThoseAlone() throws WrongSettings {
    AccessConfig config = new Reading(directory)
        .env("GATEWAY_JWT_ISSUER", "a")
        .env("GATEWAY_JWKS_URL", "https://a.example/keys")
        .env("GATEWAY_JWT_AUDIENCE", "gateway")
        .settings(Mode.SERVE_WITH_SANDBOX)
        .gatewayOf("http://127.0.0.1:5555")
        .access();

    assertThat(tokens(config).keySets())
        .containsExactly(new KeySet(Set.of("a"), URI.create("https://a.example/keys"), null));
  }

  @Test
  void callersAreNamedByAKeyThatInstancesShare() throws WrongSettings {
    String key = "a:" + "A".repeat(43) + "=";

    assertThat(access(with("GATEWAY_ACCESS", "open")).hashKey()).isNull();
    assertThat(access(with("GATEWAY_ACCESS", "open", "GATEWAY_CACHE_KEYS", key)).hashKey())
        .isNotNull();
  }

  @Test
  void scopesOfTheOwnProfileAreKept() throws WrongSettings {
    assertThat(access(with(
                "GATEWAY_ACCESS",
                "open",
                "GATEWAY_VIEWER_SCOPES",
                "profile:read, profile:identities"))
            .viewerScopes())
        .containsExactly("profile:read", "profile:identities");
  }

  @Test
  void nothingOfItIsShown() throws WrongSettings {
    assertThat(access(with("GATEWAY_ACCESS", "open"))).hasToString("AccessConfig[***]");
  }
}
