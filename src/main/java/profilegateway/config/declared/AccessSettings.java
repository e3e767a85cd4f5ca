package profilegateway.config.declared;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import profilegateway.config.AccessConfig;
import profilegateway.config.AccessConfig.KeySet;
import profilegateway.config.AccessConfig.Tokens;
import profilegateway.config.RedisConfig;
import profilegateway.config.declared.Fallback.OtherSettings;
import profilegateway.config.kinds.FileKinds;
import profilegateway.config.kinds.Kinds;
import profilegateway.config.kinds.NetworkKinds;

/** Who may ask, and how callers are known. */
public final class AccessSettings {
  /** The issuer that a sandbox plays. Its name can never be a host's, and outside of sandbox mode it is refused. */
  static final String SANDBOX_ISSUER = "https://sandbox.profile-gateway.invalid";

  private static final String SANDBOX_AUDIENCE = "profile-gateway";
  private static final String SANDBOX_KEYS = "/__sandbox/jwks.json";

  private static final Section SECTION = new Section();
  private static final List<String> ALGORITHMS =
      List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

  static final Setting<String> ACCESS = SECTION.add(
      "GATEWAY_ACCESS",
      Kinds.oneOf(List.of("tokens", "open")),
      Fallback.to(
          "tokens; open with a sandbox",
          values -> AskedSandbox.isAsked(values) ? "open" : "tokens"),
      "whether callers are checked; open lets everybody in with all rights, for a gateway behind another that checks them");
  static final Setting<String> ANONYMOUS = SECTION.add(
      "GATEWAY_ANONYMOUS",
      Kinds.oneOf(List.of("refuse", "allow")),
      Fallback.to("refuse"),
      "whether anonymous callers (no token, no API key) are let in, with no rights");
  static final Setting<List<URI>> JWKS_URL = SECTION.add(
      "GATEWAY_JWKS_URL",
      NetworkKinds.documentUrl().list("http or https URLs, one for each issuer or one for all"),
      Fallback.to("the sandbox with --sandbox", AccessSettings::sandboxKeys),
      "where the keys are that tokens are signed with: one for each issuer, or one for all");
  static final Setting<List<Path>> JWKS_FILE = SECTION.add(
      "GATEWAY_JWKS_FILE",
      FileKinds.file().list("files that exist and can be read, one for each issuer or one for all"),
      Fallback.none(),
      "files with these keys, in place of GATEWAY_JWKS_URL");
  static final Setting<List<String>> JWT_ISSUER = SECTION.add(
      "GATEWAY_JWT_ISSUER",
      Kinds.text("").list("names of issuers as they stand in iss, with commas between them"),
      Fallback.to(
          "the sandbox with --sandbox", values -> isSandboxTrusted(values) ? SANDBOX_ISSUER : null),
      "who issues tokens: one of these stands in iss");
  static final Setting<List<String>> JWT_AUDIENCE = SECTION.add(
      "GATEWAY_JWT_AUDIENCE",
      Kinds.text("").list("names of audiences as they stand in aud, with commas between them"),
      Fallback.to(
          "profile-gateway with --sandbox",
          values -> isSandboxTrusted(values) ? SANDBOX_AUDIENCE : null),
      "for whom tokens are issued: one of these stands in aud");
  static final Setting<List<String>> JWT_ALGORITHMS = SECTION.add(
      "GATEWAY_JWT_ALGORITHMS",
      Kinds.oneOf(ALGORITHMS)
          .list("any of " + String.join(", ", ALGORITHMS) + ", with commas between them"),
      Fallback.to("RS256,ES256"),
      "algorithms that tokens may be signed by");
  static final Setting<String> JWT_SCOPE_CLAIM = SECTION.add(
      "GATEWAY_JWT_SCOPE_CLAIM",
      Kinds.text("the name of a claim"),
      Fallback.to("scope"),
      "claim that holds the scopes, as text or as a list");
  static final Setting<Duration> JWT_LEEWAY = SECTION.add(
      "GATEWAY_JWT_LEEWAY",
      Kinds.duration("0s", "5m"),
      Fallback.to("30s"),
      "how far the issuer's clock may be off");
  static final Setting<String> VIEWER_CLAIM = SECTION.add(
      "GATEWAY_VIEWER_CLAIM",
      Kinds.text("the name of a claim"),
      Fallback.to("sub"),
      "claim that says whose token it is");
  static final Setting<String> VIEWER_IDENTITY = SECTION.add(
      "GATEWAY_VIEWER_IDENTITY",
      Kinds.oneOf(viewerIdentities()),
      Fallback.to("customer_id"),
      "what that claim holds: an identity of this type, or the mpid");
  static final Setting<List<String>> VIEWER_SCOPES = SECTION.add(
      "GATEWAY_VIEWER_SCOPES",
      Kinds.matching(SCOPE, "has characters that a scope does not have", "")
          .list("names of scopes, with commas between them"),
      Fallback.none(),
      "scopes that each user has on the own profile");
  static final Setting<Path> API_KEYS_FILE = SECTION.add(
      "GATEWAY_API_KEYS_FILE",
      FileKinds.file(),
      Fallback.none(),
      "file of the API keys that servers call with");

  static final List<Setting<?>> ALL = SECTION.settings();

  static final Setting<String> SANDBOX_VIEWER = Setting.of(
      "GATEWAY_SANDBOX_VIEWER",
      Kinds.text("a customer id; with --sandbox only"),
      Fallback.to(
          "Example-Customer-mxr15 with --sandbox",
          values -> values.mode().hasSandbox() && isOpen(values) ? "Example-Customer-mxr15" : null),
      "whose profile viewer is for an anonymous caller");

  private AccessSettings() {}

  private static List<String> viewerIdentities() {
    List<String> types = new ArrayList<>(MparticleSettings.IMMUTABLE);
    types.add("mpid");
    return types;
  }

  /** Whether tokens of the sandbox are trusted: with --sandbox, unless issuers or their keys are configured. */
  private static boolean isSandboxTrusted(OtherSettings values) {
    return values.mode().hasSandbox()
        && !values.isGiven(JWT_ISSUER)
        && !values.isGiven(JWKS_URL)
        && !values.isGiven(JWKS_FILE);
  }

  private static @Nullable String sandboxKeys(OtherSettings values) {
    return isSandboxTrusted(values) ? SandboxAddress.url(values) + SANDBOX_KEYS : null;
  }

  static boolean isOpen(OtherSettings values) {
    return "open".equals(values.find(ACCESS));
  }

  /**
   * What the settings say.
   *
   * @param sandbox where the sandbox listens, without a trailing slash; null where that is as the settings say
   */
  public static AccessConfig access(Values values, @Nullable String sandbox) {
    List<RedisConfig.SealKey> ring = values.list(CacheSettings.KEYS);
    return new AccessConfig(
        isOpen(values),
        values.get(ANONYMOUS).equals("allow"),
        isOpen(values) ? values.find(SANDBOX_VIEWER) : null,
        tokens(values, sandbox),
        values.find(API_KEYS_FILE),
        new LinkedHashSet<>(values.list(VIEWER_SCOPES)),
        ring.isEmpty() ? null : ring.get(0).key());
  }

  private static @Nullable Tokens tokens(Values values, @Nullable String sandbox) {
    List<String> issuers = values.list(JWT_ISSUER);
    if (issuers.isEmpty()) {
      return null;
    }
    return new Tokens(
        keySets(values, issuers, sandbox),
        Set.copyOf(values.list(JWT_AUDIENCE)),
        Set.copyOf(values.list(JWT_ALGORITHMS)),
        values.get(JWT_SCOPE_CLAIM),
        values.get(VIEWER_CLAIM),
        values.get(VIEWER_IDENTITY),
        values.get(JWT_LEEWAY));
  }

  private static List<KeySet> keySets(
      Values values, List<String> issuers, @Nullable String sandbox) {
    if (sandbox != null && isSandboxTrusted(values)) {
      return List.of(new KeySet(Set.copyOf(issuers), URI.create(sandbox + SANDBOX_KEYS), null));
    }
    List<URI> urls = values.list(JWKS_URL);
    List<Path> files = values.list(JWKS_FILE);
    int count = urls.size() + files.size();
    return IntStream.range(0, count)
        .mapToObj(index -> new KeySet(
            count == 1 ? Set.copyOf(issuers) : Set.of(issuers.get(index)),
            urls.isEmpty() ? null : urls.get(index),
            files.isEmpty() ? null : files.get(index)))
        .toList();
  }
}
