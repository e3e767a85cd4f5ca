package profilegateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import profilegateway.config.declared.AllSettings;
import profilegateway.config.declared.Mode;
import profilegateway.config.declared.Setting;

/** For each setting a value that is refused, and the whole sentence that says so. */
class WrongValuesTest {
  private static final String PORT = "; allowed: 0 to 65535; 0 takes a free one";
  private static final String HOST =
      " is not a host name or an IP address; allowed: a host name or an IP address, without a port";
  private static final String ORIGINS =
      "; allowed: origins such as https://shop.example.com, with commas between them";
  private static final String ORIGIN = " is not scheme, host and port, and nothing else" + ORIGINS;
  private static final String URL =
      "; allowed: an http or https URL without user info, query and fragment, such as https://api.mparticle.com";
  private static final String ID =
      " has characters that an id does not have; allowed: letters, digits, - and _";
  private static final String KEYS =
      "; allowed: http or https URLs, one for each issuer or one for all";
  private static final String ISSUERS =
      "; allowed: names of issuers as they stand in iss, with commas between them";
  private static final String ALGORITHMS =
      "; allowed: any of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, with commas between them";
  private static final String IDENTITIES =
      "; allowed: customer_id, other, other_id_2, other_id_3, other_id_4, other_id_5, other_id_6, other_id_7,"
          + " other_id_8, other_id_9, other_id_10, mpid";
  private static final String REDIS =
      "; allowed: redis://host:port, redis-sentinel://host:port,host:port/master or"
          + " redis-cluster://host:port,host:port, each with user:password@ where needed, and rediss for TLS";
  private static final String ON_OFF = " is neither on nor off; allowed: on, off";
  private static final String UNITS = " (units ms, s, m, h)";
  private static final String FILE = " does not exist; allowed: a file that exists and can be read";

  @TempDir
  private Path directory;

  record Row(String name, String value, String wrong) {}

  private static Row row(String name, String value, String wrong) {
    return new Row(name, value, wrong);
  }

  static Stream<Row> rows() {
    return Stream.of(
        row("GATEWAY_CONFIG", "/none.yaml", "\"/none.yaml\"" + FILE),
        row("GATEWAY_HOST", "here:80", "\"here:80\"" + HOST),
        row("GATEWAY_PORT", "eighty", "\"eighty\" is not a whole number" + PORT),
        row("GATEWAY_PORT", "65536", "\"65536\" is too large" + PORT),
        row("GATEWAY_PORT", "-1", "\"-1\" is too small" + PORT),
        row("GATEWAY_PORT", "99999999999", "\"99999999999\" is too large" + PORT),
        row(
            "GATEWAY_PORT",
            "tcp://10.0.0.1:80",
            "\"tcp://10.0.0.1:80\" is what Kubernetes injects for a Service of the same name:"
                + " set enableServiceLinks: false in the pod, or set the port there" + PORT),
        row("GATEWAY_MANAGEMENT_HOST", "a b", "\"a b\"" + HOST),
        row("GATEWAY_MANAGEMENT_PORT", "8.5", "\"8.5\" is not a whole number" + PORT),
        row(
            "GATEWAY_SCHEMA_EXTENSIONS",
            "/none",
            "\"/none\" does not exist;"
                + " allowed: files or folders that exist, with commas between them"),
        row(
            "GATEWAY_SCHEMA_EXTENSIONS",
            "/,",
            "has an empty entry;"
                + " allowed: files or folders that exist, with commas between them"),
        row("GATEWAY_EXPLAIN", "yes", "\"yes\"" + ON_OFF),
        row("GATEWAY_GRAPHIQL", "1", "\"1\"" + ON_OFF),
        row("GATEWAY_PLAN", "never", "\"never\"" + ON_OFF),
        row(
            "GATEWAY_INTROSPECTION",
            "yes",
            "\"yes\" is none of the words it may be; allowed: on, authenticated, off"),
        row("GATEWAY_EVENT_LOOPS", "0", "\"0\" is too small; allowed: 1 to 256"),
        row(
            "GATEWAY_OPERATION_TIMEOUT",
            "3",
            "\"3\" is not a duration; allowed: 100ms to 60s (units ms, s, m, h)"),
        row(
            "GATEWAY_OPERATION_TIMEOUT",
            "99ms",
            "\"99ms\" is too short; allowed: 100ms to 60s (units ms, s, m, h)"),
        row(
            "GATEWAY_OPERATION_TIMEOUT",
            "61s",
            "\"61s\" is too long; allowed: 100ms to 60s (units ms, s, m, h)"),
        row(
            "GATEWAY_SHUTDOWN_WAIT",
            "2m",
            "\"2m\" is too long; allowed: 0s to 60s (units ms, s, m, h)"),
        row(
            "GATEWAY_SANDBOX_URL",
            "sandbox",
            "\"sandbox\" does not start with http:// or https://" + URL),
        row(
            "GATEWAY_SANDBOX_VIEWER",
            "somebody",
            "has no effect without --sandbox;" + " allowed: a customer id; with --sandbox only"),
        row(
            "GATEWAY_LIMITS",
            "off",
            "\"off\" is none of the words it may be; allowed: measure, warn, enforce"),
        row(
            "GATEWAY_LIMIT_REQUEST_TIME",
            "90s",
            "\"90s\" is too long; allowed: 100ms to 60s (units ms, s, m, h)"),
        row(
            "GATEWAY_LIMIT_BODY_BYTES",
            "100kB",
            "\"100kB\" is not a whole number; allowed: 1024 to 10485760"),
        row(
            "GATEWAY_LIMIT_BODY_BYTES",
            "10485761",
            "\"10485761\" is too large; allowed: 1024 to 10485760"),
        row(
            "GATEWAY_LIMIT_HEADER_BYTES",
            "65537",
            "\"65537\" is too large; allowed: 1024 to 65536"),
        row("GATEWAY_LIMIT_BATCH_SIZE", "101", "\"101\" is too large; allowed: 1 to 100"),
        row("GATEWAY_LIMIT_TOKENS", "15001", "\"15001\" is too large; allowed: 100 to 15000"),
        row("GATEWAY_LIMIT_DEPTH", "1", "\"1\" is too small; allowed: 2 to 100"),
        row("GATEWAY_LIMIT_FIELDS", "100001", "\"100001\" is too large; allowed: 10 to 100000"),
        row("GATEWAY_LIMIT_ALIASES", "0", "\"0\" is too small; allowed: 1 to 100000"),
        row("GATEWAY_LIMIT_ROOT_FIELDS", "0", "\"0\" is too small; allowed: 1 to 10000"),
        row("GATEWAY_LIMIT_DIRECTIVES", "100001", "\"100001\" is too large; allowed: 1 to 100000"),
        row("GATEWAY_LIMIT_COST", "10000001", "\"10000001\" is too large; allowed: 10 to 10000000"),
        row("GATEWAY_LIMIT_PROFILES", "10001", "\"10001\" is too large; allowed: 1 to 10000"),
        row("GATEWAY_LIMIT_OPERATIONS", "100001", "\"100001\" is too large; allowed: 1 to 100000"),
        row(
            "GATEWAY_LIMIT_OPERATIONS_PER_SECOND",
            "0",
            "\"0\" is too small; allowed: 1 to 1000000"),
        row("GATEWAY_LIMIT_CONNECTIONS", "0", "\"0\" is too small; allowed: 1 to 1000000"),
        row(
            "GATEWAY_LOG_LEVEL",
            "loud",
            "\"loud\" is none of the words it may be; allowed: error, warn, info, debug"),
        row(
            "GATEWAY_LOG_FORMAT",
            "xml",
            "\"xml\" is none of the words it may be; allowed: auto, text, json"),
        row(
            "GATEWAY_LOG_REQUESTS",
            "some",
            "\"some\" is none of the words it may be; allowed: all, sampled, failed"),
        row(
            "GATEWAY_ACCESS",
            "closed",
            "\"closed\" is none of the words it may be; allowed: tokens, open"),
        row(
            "GATEWAY_ANONYMOUS",
            "maybe",
            "\"maybe\" is none of the words it may be; allowed: refuse, allow"),
        row(
            "GATEWAY_ANONYMOUS",
            "refuse",
            "has no effect with GATEWAY_ACCESS=open; allowed: leave it out, or set GATEWAY_ACCESS=tokens"),
        row(
            "GATEWAY_JWKS_URL",
            "ftp://x",
            "\"ftp://x\" does not start with http:// or https://" + KEYS),
        row("GATEWAY_JWKS_URL", "https://a/k,https://b/k", "has 2 entries for 1 issuer" + KEYS),
        row(
            "GATEWAY_JWKS_FILE",
            "/none",
            "\"/none\" does not exist; allowed: files that exist and can be read, one for each issuer or one for all"),
        row("GATEWAY_JWT_ISSUER", "a,", "has an empty entry" + ISSUERS),
        row("GATEWAY_JWT_ISSUER", "a,a", "names one issuer twice" + ISSUERS),
        row(
            "GATEWAY_JWT_ISSUER",
            "https://sandbox.profile-gateway.invalid",
            "names the sandbox's issuer, which gives a token to everybody: it is trusted with --sandbox only"
                + ISSUERS),
        row(
            "GATEWAY_JWT_AUDIENCE",
            ",a",
            "has an empty entry; allowed: names of audiences as they stand in aud, with commas between them"),
        row(
            "GATEWAY_JWT_ALGORITHMS",
            "RS256,none",
            "\"none\" is none of the words it may be" + ALGORITHMS),
        row(
            "GATEWAY_JWT_ALGORITHMS",
            "HS256",
            "\"HS256\" is none of the words it may be" + ALGORITHMS),
        row("GATEWAY_JWT_SCOPE_CLAIM", "", "is empty; allowed: the name of a claim"),
        row(
            "GATEWAY_JWT_LEEWAY",
            "6m",
            "\"6m\" is too long; allowed: 0s to 5m (units ms, s, m, h)"),
        row("GATEWAY_VIEWER_CLAIM", "", "is empty; allowed: the name of a claim"),
        row(
            "GATEWAY_VIEWER_IDENTITY",
            "email",
            "\"email\" is none of the words it may be" + IDENTITIES),
        row(
            "GATEWAY_VIEWER_IDENTITY",
            "other",
            "is none of MPARTICLE_IMMUTABLE_IDENTITIES: other" + IDENTITIES),
        row(
            "GATEWAY_VIEWER_SCOPES",
            "profile:read profile:identities",
            "\"profile:read profile:identities\" has characters that a scope does not have;"
                + " allowed: names of scopes, with commas between them"),
        row("GATEWAY_API_KEYS_FILE", "/none", "\"/none\"" + FILE),
        row(
            "GATEWAY_PERSISTED_DOCUMENTS",
            "/none",
            "\"/none\" does not exist; allowed: files or folders that exist, with commas between them"),
        row(
            "GATEWAY_PERSISTED_DOCUMENTS_MODE",
            "strict",
            "\"strict\" is none of the words it may be; allowed: off, log, enforce"),
        row(
            "GATEWAY_PERSISTED_DOCUMENTS_MODE",
            "enforce",
            "is enforce, but GATEWAY_PERSISTED_DOCUMENTS is not set: there is no document to trust;"
                + " allowed: off, log, enforce"),
        row("GATEWAY_PERSISTED_AUTOMATIC", "yes", "\"yes\"" + ON_OFF),
        row(
            "GATEWAY_CORS_ORIGINS",
            "*",
            "\"*\" is any page there is: name those that are meant" + ORIGINS),
        row(
            "GATEWAY_CORS_ORIGINS",
            "null",
            "\"null\" is any page there is: name those that are meant" + ORIGINS),
        row("GATEWAY_CORS_ORIGINS", "https://a b", "is not an origin" + ORIGINS),
        row("GATEWAY_CORS_ORIGINS", "shop.example.com", "\"shop.example.com\"" + ORIGIN),
        row(
            "GATEWAY_CORS_ORIGINS",
            "https://shop.example.com/",
            "\"https://shop.example.com/\"" + ORIGIN),
        row("GATEWAY_CORS_ORIGINS", "https://*.example.com", "\"https://*.example.com\"" + ORIGIN),
        row("GATEWAY_CORS_ORIGINS", "https://me:hush@shop.example.com", ORIGIN.strip()),
        row(
            "MPARTICLE_API_URL",
            "ftp://x",
            "\"ftp://x\" does not start with http:// or https://" + URL),
        row("MPARTICLE_API_URL", "https://me:hush@x", "has user info in it" + URL),
        row("MPARTICLE_API_URL", "https://me:hu sh@x", "is not a URL" + URL),
        row("MPARTICLE_API_URL", "https://x/?a=b", "\"https://x/?a=b\" has a query" + URL),
        row("MPARTICLE_API_URL", "https://x/#a", "\"https://x/#a\" has a fragment" + URL),
        row("MPARTICLE_API_URL", "https://", "\"https://\" is not a URL" + URL),
        row("MPARTICLE_API_URL", "https:///a", "\"https:///a\" has no valid host" + URL),
        row("MPARTICLE_TOKEN_URL", "not a url", "\"not a url\" is not a URL" + URL),
        row("MPARTICLE_AUDIENCE", "", "is empty; allowed: text that is not empty"),
        row("MPARTICLE_CLIENT_ID", "", "is empty; allowed: text that is not empty"),
        row("MPARTICLE_CLIENT_SECRET", "", "is empty; allowed: text that is not empty"),
        row(
            "MPARTICLE_CLIENT_SECRET_FILE",
            "/none",
            "\"/none\" does not exist; allowed: a file that exists, can be read and is not empty"),
        row(
            "MPARTICLE_CLIENT_SECRET_FILE",
            "/",
            "\"/\" is a folder; allowed: a file that exists, can be read and is not empty"),
        row("MPARTICLE_ORG_ID", "1/2", "\"1/2\"" + ID),
        row("MPARTICLE_ACCOUNT_ID", "..", "\"..\"" + ID),
        row("MPARTICLE_WORKSPACE_ID", "a?b", "\"a?b\"" + ID),
        row(
            "MPARTICLE_ENVIRONMENT",
            "staging",
            "\"staging\" is none of the words it may be; allowed: production, development"),
        row(
            "MPARTICLE_IMMUTABLE_IDENTITIES",
            "customer_id,other_id_11",
            "\"other_id_11\" is none of the words it may be;"
                + " allowed: any of customer_id, other, other_id_2 … other_id_10, with commas between them"),
        row(
            "MPARTICLE_FIELDS_AT_LEAST",
            "everything",
            "\"everything\" is none of the words it may be;"
                + " allowed: any of user_attributes, audience_memberships, user_identities, device_identities,"
                + " attribution, with commas between them"),
        row(
            "MPARTICLE_TRY_TIMEOUT",
            "soon",
            "\"soon\" is not a duration; allowed: 50ms to 60s (units ms, s, m, h)"),
        row(
            "MPARTICLE_TRY_TIMEOUT",
            "4s",
            "is longer than GATEWAY_OPERATION_TIMEOUT, the whole operation (3000ms);"
                + " allowed: 50ms to 60s (units ms, s, m, h)"),
        row("MPARTICLE_POOL_SIZE", "1025", "\"1025\" is too large; allowed: 1 to 1024"),
        row("MPARTICLE_POOL_WAITING", "100001", "\"100001\" is too large; allowed: 0 to 100000"));
  }

  static Stream<Row> sandboxRows() {
    return Stream.of(
        row("GATEWAY_SANDBOX_VIEWER", "", "is empty; allowed: a customer id; with --sandbox only"),
        row(
            "MPARTICLE_API_URL",
            "https://api.mparticle.com",
            "refused: with --sandbox callers need no token, so profiles come from this machine only;"
                + " allowed: leave it out, or a URL on 127.0.0.1, ::1, localhost"),
        row(
            "GATEWAY_MANAGEMENT_TOKEN",
            "two words",
            "has characters that a header does not take; allowed: letters, digits and signs of ASCII without blanks"),
        row(
            "GATEWAY_MANAGEMENT_TOKEN_FILE",
            "/none",
            "\"/none\" does not exist; allowed: a file that exists, can be read and is not empty"),
        row(
            "GATEWAY_HTTP_STATUSES",
            "spec",
            "\"spec\" is none of the words it may be; allowed: compatible, edition"),
        row("GATEWAY_HTTP_MAX_AGE", "60", "\"60\" is not a duration; allowed: 0s to 24h" + UNITS),
        row("GATEWAY_CACHE_SOFT_TTL", "0s", "\"0s\" is too short; allowed: 100ms to 24h" + UNITS),
        row(
            "GATEWAY_CACHE_STALE_WHILE_REVALIDATE",
            "-1s",
            "\"-1s\" is not a duration; allowed: 0s to 168h" + UNITS),
        row(
            "GATEWAY_CACHE_STALE_IF_ERROR",
            "169h",
            "\"169h\" is too long; allowed: 0s to 168h" + UNITS),
        row("GATEWAY_CACHE_ABSENT_TTL", "2h", "\"2h\" is too long; allowed: 100ms to 1h" + UNITS),
        row("GATEWAY_CACHE_LOCAL", "no", "\"no\"" + ON_OFF),
        row("GATEWAY_CACHE_LOCAL_MEGABYTES", "0", "\"0\" is too small; allowed: 1 to 65536"),
        row(
            "GATEWAY_CACHE_REDIS",
            "on",
            "is on, but REDIS_URL is not set: there is no Redis to keep copies in; allowed: on, off"),
        row(
            "GATEWAY_ATTRIBUTES_EXPOSED",
            "a,,b",
            "has an empty entry; allowed: names of attributes with commas between them;"
                + " name* is every one that starts so, * is all"),
        row(
            "GATEWAY_OPTED_OUT",
            "hide",
            "\"hide\" is none of the words it may be; allowed: withhold, serve"),
        row("SANDBOX_HOST", "http://x", "\"http://x\"" + HOST),
        row("SANDBOX_PORT", "70000", "\"70000\" is too large" + PORT),
        row("SANDBOX_PORT", "4000", "is GATEWAY_PORT too (4000): each needs its own" + PORT),
        row("SANDBOX_PROFILES", "/none.jsonl", "\"/none.jsonl\"" + FILE),
        row("GATEWAY_INSTANCES", "0", "\"0\" is too small; allowed: 1 to 1000"),
        row(
            "GATEWAY_CACHE_KEYS",
            "a:short",
            "has a key that is not base64; allowed: id:base64 of 32 bytes, with commas between several; ids of letters and digits"),
        row(
            "GATEWAY_CACHE_KEYS_FILE",
            "/none",
            "\"/none\" does not exist; allowed: a file that exists, can be read and is not empty"),
        row("MPARTICLE_QUOTA_PER_SECOND", "0", "\"0\" is too small; allowed: 1 to 1000000, or off"),
        row("MPARTICLE_QUOTA_BURST", "-1", "\"-1\" is too small; allowed: 0 to 1000000"),
        row(
            "MPARTICLE_CALLS",
            "never",
            "\"never\" is none of the words it may be; allowed: on, cache, off"),
        row("REDIS_URL", "localhost:6379", "is no address of Redis" + REDIS),
        row(
            "REDIS_URL",
            "redis://localhost:6379/abc",
            "has a path that is not the number of a database" + REDIS),
        row(
            "REDIS_URL",
            "redis://localhost:6379/0?db=1",
            "has a query or a fragment, which nobody would read" + REDIS),
        row(
            "REDIS_URL",
            "redis://localhost?db=X",
            "has a query or a fragment, which nobody would read" + REDIS),
        row(
            "REDIS_URL_FILE",
            "/none",
            "\"/none\" does not exist; allowed: a file that exists, can be read and is not empty"),
        row("SANDBOX_GENERATE", "maybe", "\"maybe\"" + ON_OFF),
        row("SANDBOX_QUOTA_PER_SECOND", "0", "\"0\" is too small; allowed: 1 to 1000000, or off"),
        row(
            "SANDBOX_TOKEN_LIFETIME",
            "0s",
            "\"0s\" is too short; allowed: 1s or more (units ms, s, m, h)"),
        row(
            "SANDBOX_TOKEN_DELAY",
            "11s",
            "\"11s\" is too long; allowed: 0s to 10s (units ms, s, m, h)"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aWrongValueIsRefusedInAFlag(Row row) {
    assertThat(refusedByFlag(row, Mode.SERVE))
        .containsExactly(flag(row) + " (flag): " + row.wrong());
  }

  @ParameterizedTest
  @MethodSource("sandboxRows")
  void aWrongValueIsRefusedInSandboxMode(Row row) {
    assertThat(refusedByFlag(row, Mode.SERVE_WITH_SANDBOX))
        .containsExactly(flag(row) + " (flag): " + row.wrong());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aWrongValueIsRefusedInTheEnvironment(Row row) {
    List<String> problems = row.value().isEmpty()
        ? new Reading(directory)
            .account().env(row.name(), "").problems(Mode.SERVE).stream()
                .filter(problem -> !problem.contains("is required"))
                .toList()
        : alone(row.name()).env(row.name(), row.value()).problems(Mode.SERVE);

    // An empty variable counts as not set.
    List<String> expected =
        row.value().isEmpty() ? List.of() : List.of(row.name() + " (environment): " + row.wrong());
    assertThat(problems).isEqualTo(expected);
  }

  @Test
  void everySettingIsInTheTable() {
    List<String> tested =
        Stream.concat(rows(), sandboxRows()).map(Row::name).distinct().toList();

    assertThat(AllSettings.list())
        .extracting(Setting::name)
        .containsExactlyInAnyOrderElementsOf(tested);
  }

  @Test
  void namesKeysAndFlagsAreUnique() {
    assertThat(AllSettings.list()).extracting(Setting::name).doesNotHaveDuplicates();
    assertThat(AllSettings.list()).extracting(Setting::key).doesNotHaveDuplicates();
    assertThat(AllSettings.list().stream().flatMap(setting -> setting.flags().stream()))
        .doesNotHaveDuplicates();
  }

  @Test
  void aLongValueIsCutAndStaysOnItsLine() {
    String value = "x".repeat(59) + "\n" + "y".repeat(100);

    assertThat(alone("GATEWAY_PORT").env("GATEWAY_PORT", value).problems(Mode.SERVE))
        .containsExactly("GATEWAY_PORT (environment): \"" + "x".repeat(59)
            + " …\" is not a whole number" + PORT);
  }

  private List<String> refusedByFlag(Row row, Mode mode) {
    return alone(row.name()).flag(flag(row), row.value()).problems(mode);
  }

  /** All that is needed, less what would collide with the setting. */
  private Reading alone(String name) {
    Reading reading = new Reading(directory).account();
    if (name.matches("GATEWAY_JW(KS_FILE|KS_URL|T_ISSUER|T_AUDIENCE)")) {
      reading = reading
          .env("GATEWAY_JWT_ISSUER", "https://issuer.example")
          .env("GATEWAY_JWT_AUDIENCE", "gateway")
          .env("GATEWAY_JWKS_URL", name.endsWith("FILE") ? "" : "https://issuer.example/keys");
    }
    return name.startsWith("MPARTICLE_CLIENT_SECRET")
        ? reading.env("MPARTICLE_CLIENT_SECRET", "")
        : reading;
  }

  private static String flag(Row row) {
    return AllSettings.list().stream()
        .filter(setting -> setting.name().equals(row.name()))
        .findFirst()
        .orElseThrow()
        .flags()
        .get(0);
  }
}
