package profilegateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import profilegateway.access.Caller.Kind;
import profilegateway.access.Caller.Scopes;
import profilegateway.config.AccessConfig;
import profilegateway.config.AccessConfig.KeySet;
import profilegateway.config.AccessConfig.Tokens;
import profilegateway.profile.Identity;
import profilegateway.testing.Forge;
import profilegateway.testing.TestClock;

/** Who is let in, by what is set and what is sent. */
@ExtendWith(VertxExtension.class)
class CallersTest {
  private static final Forge FORGE = new Forge(new TestClock());
  private static final String TOKEN = FORGE.good();
  private static final String KEY = "pgk_key";

  private Vertx vertx;
  private final TestClock clock = new TestClock();

  @TempDir
  private Path folder;

  @SuppressWarnings("NullAway.Init") // before each test
  private Path keySet;

  @SuppressWarnings("NullAway.Init") // before each test
  private Path apiKeys;

  @BeforeEach
  void write(Vertx opened) throws IOException {
    vertx = opened;
    keySet = Files.writeString(folder.resolve("jwks.json"), FORGE.keySet());
    apiKeys = Files.writeString(folder.resolve("keys"), Sha256.of(KEY) + " reports profile:read\n");
  }

  private Callers callers(
      boolean open, boolean anonymous, @Nullable String viewer, boolean verifying) {
    Tokens tokens = new Tokens(
        List.of(new KeySet(Set.of(Forge.ISSUER), null, keySet)),
        Set.of(Forge.AUDIENCE),
        Set.of("RS256"),
        "scope",
        "sub",
        "customer_id",
        Duration.ZERO);
    AccessConfig config = new AccessConfig(
        open,
        anonymous,
        viewer,
        verifying ? tokens : null,
        verifying ? apiKeys : null,
        Set.of(),
        null);
    return Callers.open(vertx, config, clock, clock::nanoTime, new AccessEvents() {});
  }

  /** What comes of a request with these headers, several values of one with a bar between them. */
  private static String outcome(Callers callers, String authorization, String apiKey) {
    Future<Caller> identified = callers.identify(values(authorization), values(apiKey));
    assertThat(identified.isComplete()).isTrue();
    if (identified.failed()) {
      return ((Refusal) identified.cause()).reason().name();
    }
    Caller caller = identified.result();
    String viewer = caller.viewer() instanceof Identity identity ? " " + identity.value() : "";
    return caller.kind() + viewer + (caller.scopes().all() ? " ALL" : "");
  }

  private static List<String> values(String header) {
    return header.equals("-")
        ? List.of()
        : List.of(header.replace("TOKEN", TOKEN).replace("KEY", KEY).split("\\|", -1));
  }

  @ParameterizedTest
  @CsvSource({
    "-, -, NO_CREDENTIALS",
    "Bearer TOKEN, -, TOKEN Example-Customer-mxr15",
    "bEARER TOKEN, -, TOKEN Example-Customer-mxr15",
    "'Bearer   TOKEN ', -, TOKEN Example-Customer-mxr15",
    "Bearer TOKENx, -, MALFORMED",
    "Bearer, -, MALFORMED",
    "'', -, OTHER_SCHEME",
    "TOKEN, -, OTHER_SCHEME",
    "BearerTOKEN, -, OTHER_SCHEME",
    "Token TOKEN, -, OTHER_SCHEME",
    "DPoP TOKEN, -, OTHER_SCHEME",
    "Basic dXNlcjpwYXNz, -, OTHER_SCHEME",
    "'Bearer TOKEN, Bearer TOKEN', -, MALFORMED",
    "Bearer TOKEN|Bearer TOKEN, -, SEVERAL_CREDENTIALS",
    "Bearer TOKEN|Basic x, -, SEVERAL_CREDENTIALS",
    "Bearer TOKEN, KEY, SEVERAL_CREDENTIALS",
    "Bearer x, KEY, SEVERAL_CREDENTIALS",
    "-, KEY, API_KEY",
    "-, KEY|KEY, SEVERAL_CREDENTIALS",
    "-, '', API_KEY refused",
    "-, nobody, API_KEY refused",
    "-, TOKEN, API_KEY refused",
    "Bearer KEY, -, MALFORMED",
  })
  void whereCallersAreCheckedOneGoodCredentialIsNeeded(
      String authorization, String apiKey, String expected) {
    String outcome = expected.replace(" refused", "");
    assertThat(outcome(callers(false, false, null, true), authorization, apiKey))
        .isEqualTo(outcome);
    // Whoever sends something is never nobody.
    assertThat(outcome(callers(false, true, null, true), authorization, apiKey))
        .isEqualTo(outcome.equals("NO_CREDENTIALS") ? "ANONYMOUS" : outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "-, -, ANONYMOUS sample ALL",
    "Bearer TOKEN, -, TOKEN Example-Customer-mxr15 ALL",
    "Bearer TOKENx, -, MALFORMED",
    "Bearer TOKEN|Bearer TOKEN, -, SEVERAL_CREDENTIALS",
    "Basic dXNlcjpwYXNz, -, ANONYMOUS sample ALL",
    "-, KEY, API_KEY ALL",
    "-, nobody, API_KEY",
    "Bearer TOKEN, KEY, SEVERAL_CREDENTIALS",
  })
  void whereEverythingIsOpenACredentialThatIsSentIsCheckedAllTheSame(
      String authorization, String apiKey, String expected) {
    assertThat(outcome(callers(true, false, "sample", true), authorization, apiKey))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "-, -",
    "Bearer TOKEN, -",
    "Bearer x, -",
    "-, KEY",
    "Bearer x|Bearer y, z",
    "Basic x, -"
  })
  void whatNothingChecksIsNotLookedAtWhereEverythingIsOpen(String authorization, String apiKey) {
    assertThat(outcome(callers(true, false, null, false), authorization, apiKey))
        .isEqualTo("ANONYMOUS ALL");
  }

  @Test
  void nobodyInParticularHasNoRights() {
    Caller anonymous =
        callers(false, true, null, true).identify(List.of(), List.of()).result();

    assertThat(anonymous).isEqualTo(Caller.ANONYMOUS);
    assertThat(anonymous.kind()).isEqualTo(Kind.ANONYMOUS);
    assertThat(anonymous.scopes()).isEqualTo(Scopes.NONE);
  }

  @Test
  void filesThatCannotBeUsedAreToldAllAtOnce() throws IOException {
    var weak = Files.writeString(
        keySet,
        Forge.keySet(Forge.jwk("weak", Forge.pair("RSA", 1024)), Forge.jwk("ec", FORGE.ec())));
    var wrong = Files.writeString(apiKeys, "hunter2 reports\n");
    AccessConfig config = new AccessConfig(
        false,
        false,
        null,
        new Tokens(
            List.of(new KeySet(Set.of("a"), null, weak)),
            Set.of(),
            Set.of(),
            "scope",
            "sub",
            "mpid",
            Duration.ZERO),
        wrong,
        Set.of(),
        null);

    assertThat(Callers.problems(config))
        .containsExactly(
            "GATEWAY_JWKS_FILE " + keySet
                + ": key 1 is an RSA key of 1024 bits; fewer than 2048 can be broken",
            "GATEWAY_API_KEYS_FILE " + apiKeys
                + ": line 1: the hash is not written in digits and letters a to f");
  }
}
