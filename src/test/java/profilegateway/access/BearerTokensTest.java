package profilegateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import profilegateway.access.Caller.Kind;
import profilegateway.access.Refusal.Reason;
import profilegateway.config.AccessConfig.Tokens;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;
import profilegateway.testing.Forge;
import profilegateway.testing.HostileToken;
import profilegateway.testing.TestClock;

class BearerTokensTest {
  private static final String OTHER_ISSUER = "https://other.example/";
  private static final KeyPair OTHER_KEY = Forge.ecPair("secp256r1");
  private static final TestClock START = new TestClock();
  private static final Forge FORGE = new Forge(START);
  private static final Keys KEYS = FakeKeys.read(FORGE.keySet());
  private static final Keys OTHER_KEYS =
      FakeKeys.read(Forge.keySet(Forge.jwk("other-1", OTHER_KEY)));

  private final TestClock clock = new TestClock();
  private final FakeKeys keys = new FakeKeys(KEYS);
  private final FakeKeys otherKeys = new FakeKeys(OTHER_KEYS);
  private final BearerTokens tokens = tokens("customer_id");

  private BearerTokens tokens(String viewerIdentity) {
    Tokens rules = new Tokens(
        List.of(),
        Set.of(Forge.AUDIENCE, "second"),
        Set.of("RS256", "ES256"),
        "scope",
        "sub",
        viewerIdentity,
        Duration.ofSeconds(30));
    return new BearerTokens(
        new Issuers(Map.of(Forge.ISSUER, keys, OTHER_ISSUER, otherKeys)),
        rules.algorithms(),
        new TokenRules(rules, clock, new Pseudonyms(null)),
        new Signatures(check -> Future.future(done -> {
          try {
            done.complete(check.call());
          } catch (Exception bug) {
            done.fail(bug);
          }
        })),
        clock,
        clock::nanoTime);
  }

  private Caller caller(String token) {
    return now(tokens.caller(token));
  }

  private static Caller now(Future<Caller> identified) {
    assertThat(identified.succeeded()).as("%s", identified.cause()).isTrue();
    return identified.result();
  }

  private Reason refusal(String token) {
    Future<Caller> identified = tokens.caller(token);
    assertThat(identified.failed()).isTrue();
    return ((Refusal) identified.cause()).reason();
  }

  @Test
  void theCallerIsWhomTheTokenSays() {
    Caller caller = caller(FORGE.with("scope", "profile:read  profile:identities profile:read"));

    assertThat(caller.viewer()).isEqualTo(new Identity("customer_id", "Example-Customer-mxr15"));
    assertThat(caller.mpid()).isNull();
    assertThat(caller.kind()).isEqualTo(Kind.TOKEN);
    assertThat(caller.scopes().names())
        .containsExactlyInAnyOrder("profile:read", "profile:identities");
    assertThat(caller.scopes().all()).isFalse();
  }

  @Test
  void scopesMayBeAList() {
    assertThat(caller(FORGE.with("scope", List.of("a", "b"))).scopes().names())
        .containsExactlyInAnyOrder("a", "b");
    assertThat(caller(FORGE.with("scope", "")).scopes().names()).isEmpty();
    assertThat(caller(FORGE.without("scope")).scopes().names()).isEmpty();
  }

  @Test
  void theMpidIsTakenFromItsOwnClaim() {
    Caller caller = caller(FORGE.with("mpid", "-3914297358212014423"));

    assertThat(caller.mpid()).isEqualTo(new Mpid(-3914297358212014423L));
    assertThat(caller.viewer()).isEqualTo(new Identity("customer_id", "Example-Customer-mxr15"));
  }

  @Test
  void theViewerMayBeAnMpid() {
    Caller caller = now(tokens("mpid").caller(FORGE.with("sub", "4400000000000000002")));

    assertThat(caller.viewer()).isEqualTo(new Mpid(4400000000000000002L));
    assertThat(caller.mpid()).isEqualTo(new Mpid(4400000000000000002L));
  }

  @Test
  void aTokenThatNamesTwoMpidsIsRefused() {
    Map<String, Object> claims = FORGE.claims();
    claims.put("sub", "4400000000000000002");
    claims.put("mpid", "4400000000000000003");

    Future<Caller> identified = tokens("mpid").caller(FORGE.signed(FORGE.header(), claims));

    assertThat(((Refusal) identified.cause()).reason()).isEqualTo(Reason.CLAIMS);
  }

  @Test
  void aTokenOfAMachineHasNoViewer() {
    Map<String, Object> claims = FORGE.claims();
    claims.remove("sub");
    claims.put("client_id", "reports");
    Caller caller = caller(FORGE.signed(FORGE.header(), claims));

    assertThat(caller.viewer()).isNull();
    assertThat(caller.hash()).isNotEmpty();
  }

  @Test
  void anyOfSeveralAudiencesWillDo() {
    assertThat(caller(FORGE.with("aud", List.of("shop", "second"))).kind()).isEqualTo(Kind.TOKEN);
  }

  @Test
  void aTokenWithoutKidIsTriedWithTheKeysOfItsAlgorithm() {
    Map<String, Object> header = FORGE.header();
    header.remove("kid");

    assertThat(caller(FORGE.signed(header, FORGE.claims())).kind()).isEqualTo(Kind.TOKEN);
  }

  @Test
  void oneCallerHasOneNameThatDoesNotSayWhoItIs() {
    String name = caller(FORGE.good()).hash();

    assertThat(caller(FORGE.with("jti", "2")).hash()).isEqualTo(name);
    assertThat(caller(FORGE.with("sub", "shopper-tagged")).hash()).isNotEqualTo(name);
    assertThat(name).matches("[0-9a-f]{20}");
    assertThat(now(tokens("customer_id").caller(FORGE.good())).hash())
        .as("under another key")
        .isNotEqualTo(name);
  }

  @Test
  void aTokenIsGoodUntilItExpiresAndTheLeewayIsOverAlsoWhenItIsRemembered() {
    String token = FORGE.good();
    assertThat(caller(token).kind()).isEqualTo(Kind.TOKEN);

    clock.pass(Duration.ofSeconds(3629));
    assertThat(caller(token).kind()).isEqualTo(Kind.TOKEN);

    clock.pass(Duration.ofSeconds(1));
    assertThat(refusal(token)).isEqualTo(Reason.EXPIRED);
  }

  @Test
  void aTokenBecomesValidWhenItSays() {
    String token = FORGE.with("nbf", FORGE.in(60));
    assertThat(refusal(token)).isEqualTo(Reason.NOT_YET_VALID);

    clock.pass(Duration.ofSeconds(30));
    assertThat(caller(token).kind()).isEqualTo(Kind.TOKEN);
  }

  @Test
  void aTokenWhoseKeyTheIssuerTookBackIsRefusedThoughItWasGood() {
    String token = FORGE.good();
    assertThat(caller(token).kind()).isEqualTo(Kind.TOKEN);

    keys.become(FakeKeys.read(Forge.keySet(Forge.jwk(Forge.EC_KEY, FORGE.ec()))));

    assertThat(refusal(token)).isEqualTo(Reason.KEY_UNKNOWN);
    assertThat(caller(FORGE.signedByEc()).kind()).isEqualTo(Kind.TOKEN);
  }

  @Test
  void aNewKeyIsLookedForWhenATokenNamesIt() {
    keys.become(FakeKeys.read(Forge.keySet(Forge.jwk(Forge.EC_KEY, FORGE.ec()))));
    keys.willBe(KEYS);

    assertThat(caller(FORGE.good()).kind()).isEqualTo(Kind.TOKEN);
    assertThat(keys.searches()).isEqualTo(1);
    assertThat(caller(FORGE.good()).kind()).isEqualTo(Kind.TOKEN);
    assertThat(keys.searches()).isEqualTo(1);
  }

  @Test
  void withoutAnyKeyItIsNotSaidThatTheTokenIsWrong() {
    keys.become(Keys.NONE);

    assertThat(refusal(FORGE.good())).isEqualTo(Reason.NO_KEYS);
    assertThat(new Refusal(Reason.NO_KEYS).challenge()).doesNotContain("error");

    keys.become(KEYS);
    assertThat(caller(FORGE.good()).kind()).isEqualTo(Kind.TOKEN);
  }

  @Test
  void anIssuersKeyIsNoGoodForAnothersToken() {
    Map<String, Object> header = FORGE.header();
    header.put("alg", "ES256");
    header.put("kid", "other-1");
    Map<String, Object> claims = FORGE.claims();
    String input = Forge.input(header, claims);
    String foreign = input + "." + Forge.base64(Forge.ecSignature(OTHER_KEY, input));
    claims.put("iss", OTHER_ISSUER);
    String ownInput = Forge.input(header, claims);
    String own = ownInput + "." + Forge.base64(Forge.ecSignature(OTHER_KEY, ownInput));

    assertThat(refusal(foreign)).isEqualTo(Reason.KEY_UNKNOWN);
    assertThat(caller(own).kind()).isEqualTo(Kind.TOKEN);
    assertThat(refusal(FORGE.with("iss", OTHER_ISSUER))).isEqualTo(Reason.KEY_UNKNOWN);
  }

  @ParameterizedTest
  @EnumSource
  void aHostileTokenIsRefusedForWhatItsNameSays(HostileToken hostile) {
    assertThat(refusal(hostile.of(FORGE))).isEqualTo(hostile.reason());
  }

  @Test
  void nothingOfATokenIsShown() throws Refusal {
    String token = FORGE.good();

    assertThat(SignedToken.read(token)).hasToString("SignedToken[***]");
    assertThat(caller(token)).hasToString("Caller[TOKEN]");
    assertThatThrownBy(() -> SignedToken.read("token")).hasMessage("MALFORMED").hasNoCause();
  }
}
