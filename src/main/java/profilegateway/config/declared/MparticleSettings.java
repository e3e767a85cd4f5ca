package profilegateway.config.declared;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import profilegateway.config.CallsMode;
import profilegateway.config.QuotaConfig;
import profilegateway.config.Secret;
import profilegateway.config.UpstreamConfig;
import profilegateway.config.kinds.Kind;
import profilegateway.config.kinds.Kinds;
import profilegateway.config.kinds.NetworkKinds;

/** How mParticle is reached, and what is known of the account there. */
public final class MparticleSettings {
  private static final Section SECTION = new Section();
  private static final String API = "https://api.mparticle.com";
  private static final String TOKEN_HOST = "https://sso.auth.mparticle.com";
  private static final String TOKEN_PATH = "/oauth/token";

  static final List<String> PARTS = List.of(
      "user_attributes",
      "audience_memberships",
      "user_identities",
      "device_identities",
      "attribution");

  /** Types of identities that are never somebody else's later. */
  static final List<String> IMMUTABLE = immutable();

  static final Setting<URI> API_URL = SECTION.add(
      "MPARTICLE_API_URL",
      NetworkKinds.url(),
      Fallback.to(
          API + "; the sandbox with --sandbox",
          values -> values.mode().hasSandbox() ? SandboxAddress.url(values) : API),
      "where profiles are");
  static final Setting<URI> TOKEN_URL = SECTION.add(
      "MPARTICLE_TOKEN_URL",
      NetworkKinds.url(),
      Fallback.to(
          TOKEN_HOST + TOKEN_PATH + "; the sandbox with --sandbox",
          values -> values.mode().hasSandbox()
              ? SandboxAddress.url(values) + TOKEN_PATH
              : TOKEN_HOST + TOKEN_PATH),
      "where mParticle issues tokens");
  static final Setting<String> AUDIENCE = SECTION.add(
      "MPARTICLE_AUDIENCE",
      Kinds.text("text that is not empty"),
      Fallback.to(API),
      "audience of mParticle's token");
  static final Setting<String> CLIENT_ID = SECTION.add(
      "MPARTICLE_CLIENT_ID",
      Kinds.text("text that is not empty"),
      Fallback.required(),
      "credential of the account");
  static final Setting<Secret> CLIENT_SECRET = SECTION.add(Setting.secret(
      "MPARTICLE_CLIENT_SECRET",
      Fallback.required(),
      "credential of the account; as a flag it shows in the list of processes"));
  static final Setting<String> ORG_ID =
      SECTION.add("MPARTICLE_ORG_ID", id(), Fallback.required(), "the account's organisation");
  static final Setting<String> ACCOUNT_ID =
      SECTION.add("MPARTICLE_ACCOUNT_ID", id(), Fallback.required(), "the account");
  static final Setting<String> WORKSPACE_ID =
      SECTION.add("MPARTICLE_WORKSPACE_ID", id(), Fallback.required(), "the account's workspace");
  static final Setting<String> ENVIRONMENT = SECTION.add(
      "MPARTICLE_ENVIRONMENT",
      Kinds.oneOf(List.of("production", "development")),
      Fallback.to("production"),
      "which of mParticle's environments look-ups by identity ask");
  static final Setting<List<String>> IMMUTABLE_IDENTITIES = SECTION.add(
      "MPARTICLE_IMMUTABLE_IDENTITIES",
      wordsOf(IMMUTABLE, "customer_id, other, other_id_2 … other_id_10"),
      Fallback.to("customer_id"),
      "identity types that may be looked up by");
  static final Setting<List<String>> FIELDS_AT_LEAST = SECTION.add(
      "MPARTICLE_FIELDS_AT_LEAST",
      wordsOf(PARTS, String.join(", ", PARTS)),
      Fallback.none(),
      "parts that every call asks for");
  static final Setting<Duration> TRY_TIMEOUT = SECTION.add(TimeLimits.TRY);
  static final Setting<Integer> POOL_SIZE = SECTION.add(
      "MPARTICLE_POOL_SIZE",
      Kinds.number(1, 1024),
      Fallback.to("64"),
      "most connections to the API");
  static final Setting<Integer> POOL_WAITING = SECTION.add(
      "MPARTICLE_POOL_WAITING",
      Kinds.number(0, 100_000),
      Fallback.to("1024"),
      "most calls that wait for a connection");

  static final Setting<Integer> QUOTA_PER_SECOND = SECTION.add(
      "MPARTICLE_QUOTA_PER_SECOND",
      Kinds.numberOrOff(1, 1_000_000),
      Fallback.to("15"),
      "calls in any sliding second, by all instances together; off for no limit");
  static final Setting<Integer> QUOTA_BURST = SECTION.add(
      "MPARTICLE_QUOTA_BURST",
      Kinds.number(0, 1_000_000),
      Fallback.to("0"),
      "how many calls more than the quota are let through");
  static final Setting<String> CALLS = SECTION.add(
      "MPARTICLE_CALLS",
      Kinds.oneOf(List.of("on", "cache", "off")),
      Fallback.to("on"),
      "whether mParticle is called (on), or copies alone serve (cache), or every read fails at once (off)");

  static final List<Setting<?>> ALL = SECTION.settings();

  /** In the section of the gateway: each instance has this part of the quota. */
  static final Setting<Integer> INSTANCES = Setting.of(
      "GATEWAY_INSTANCES",
      Kinds.number(1, 1000),
      Fallback.to("1"),
      "how many instances there are at most; each keeps to its share of the quota while Redis is away");

  /** Settings of the account, which a sandbox shares. */
  static final Set<Setting<?>> ACCOUNT =
      Set.of(AUDIENCE, CLIENT_ID, CLIENT_SECRET, ORG_ID, ACCOUNT_ID, WORKSPACE_ID);

  private MparticleSettings() {}

  private static Kind<String> id() {
    // An id becomes part of a URL's path: nothing in it may end the path or climb out of it.
    return Kinds.matching(
        Pattern.compile("[A-Za-z0-9_-]+"),
        "has characters that an id does not have",
        "letters, digits, - and _");
  }

  private static Kind<List<String>> wordsOf(List<String> words, String inShort) {
    return Kinds.oneOf(words).list("any of " + inShort + ", with commas between them");
  }

  private static List<String> immutable() {
    List<String> types = new ArrayList<>(List.of("customer_id", "other"));
    for (int number = 2; number <= 10; number++) {
      types.add("other_id_" + number);
    }
    return types;
  }

  public static UpstreamConfig upstream(Values values) {
    return upstream(values, values.get(API_URL), values.get(TOKEN_URL));
  }

  /** With a sandbox at this URL, which takes the place of what was not set. */
  public static UpstreamConfig upstream(Values values, String sandbox) {
    return upstream(
        values,
        values.given(API_URL) == null ? URI.create(sandbox) : values.get(API_URL),
        values.given(TOKEN_URL) == null ? URI.create(sandbox + TOKEN_PATH) : values.get(TOKEN_URL));
  }

  private static UpstreamConfig upstream(Values values, URI apiUrl, URI tokenUrl) {
    return new UpstreamConfig(
        apiUrl,
        tokenUrl,
        values.get(AUDIENCE),
        values.get(CLIENT_ID),
        values.get(CLIENT_SECRET),
        values.get(ORG_ID),
        values.get(ACCOUNT_ID),
        values.get(WORKSPACE_ID),
        values.get(ENVIRONMENT),
        values.get(TRY_TIMEOUT),
        values.get(POOL_SIZE),
        values.get(POOL_WAITING),
        new QuotaConfig(
            values.get(QUOTA_PER_SECOND), values.get(QUOTA_BURST), values.get(INSTANCES)),
        CallsMode.of(values.get(CALLS)).orElseThrow());
  }
}
