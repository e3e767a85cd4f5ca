package profilegateway.config.declared;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import profilegateway.config.GraphQlConfig;
import profilegateway.config.HttpAddress;
import profilegateway.config.HttpConfig;
import profilegateway.config.HttpStatuses;
import profilegateway.config.Introspection;
import profilegateway.config.LogFormat;
import profilegateway.config.LoggedRequests;
import profilegateway.config.ManagementConfig;
import profilegateway.config.Secret;
import profilegateway.config.declared.Fallback.OtherSettings;
import profilegateway.config.kinds.FileKinds;
import profilegateway.config.kinds.Kinds;
import profilegateway.config.kinds.NetworkKinds;
import profilegateway.config.kinds.Refused;

/** What the gateway itself is set to. */
public final class GatewaySettings {
  private static final Section SECTION = new Section();
  private static final String TOKEN = "letters, digits and signs of ASCII without blanks";

  public static final Setting<Path> CONFIG = SECTION.add(
      "GATEWAY_CONFIG",
      FileKinds.file(),
      Fallback.to("gateway.yaml in the working directory, where there is one", values -> null),
      "the file that settings are read from");
  static final Setting<String> HOST = SECTION.add(
      "GATEWAY_HOST", NetworkKinds.host(), Fallback.to("127.0.0.1"), "address to listen on");
  static final Setting<Integer> PORT = SECTION.add(
      "GATEWAY_PORT", NetworkKinds.port(), Fallback.to("4000"), "port that GraphQL is served on");
  static final Setting<String> MANAGEMENT_HOST = SECTION.add(
      "GATEWAY_MANAGEMENT_HOST",
      NetworkKinds.host(),
      Fallback.to("127.0.0.1"),
      "address of the management port");
  static final Setting<Integer> MANAGEMENT_PORT = SECTION.add(
      "GATEWAY_MANAGEMENT_PORT",
      NetworkKinds.port(),
      Fallback.to("8088"),
      "port for health, purges and the switch of calls");
  static final Setting<Secret.Text> MANAGEMENT_TOKEN = SECTION.add(
      Setting.secret(
          "GATEWAY_MANAGEMENT_TOKEN",
          TOKEN,
          GatewaySettings::token,
          Fallback.none(),
          "the management token, which every POST to the management port has to show; needed off loopback"));
  static final Setting<List<Path>> SCHEMA_EXTENSIONS = SECTION.add(
      "GATEWAY_SCHEMA_EXTENSIONS",
      FileKinds.filesOrFolders(),
      Fallback.none(),
      "where the attributes of a workspace are declared");
  static final Setting<Boolean> EXPLAIN = SECTION.add(
      "GATEWAY_EXPLAIN",
      Kinds.onOff(),
      Fallback.to("on with a sandbox, else off", GatewaySettings::onWithASandbox),
      "whether X-Gateway-Explain is honoured");
  static final Setting<Boolean> GRAPHIQL = SECTION.add(
      "GATEWAY_GRAPHIQL",
      Kinds.onOff(),
      Fallback.to(
          "on with a sandbox unless documents are enforced, else off",
          values -> PersistedSettings.isEnforced(values) ? "off" : onWithASandbox(values)),
      "whether GraphiQL is served");
  static final Setting<String> INTROSPECTION = SECTION.add(
      "GATEWAY_INTROSPECTION",
      Kinds.oneOf(List.of("on", "authenticated", "off")),
      Fallback.to("on with a sandbox, else off", GatewaySettings::onWithASandbox),
      "who may read the schema: everybody who is let in (on), those of them with a token or API key (authenticated), or nobody (off)");
  static final Setting<Boolean> PLAN = SECTION.add(
      "GATEWAY_PLAN",
      Kinds.onOff(),
      Fallback.to("on"),
      "whether plain operations are executed by a plan, which is quicker, and not by the GraphQL engine; answers are the same");
  static final Setting<Integer> EVENT_LOOPS = SECTION.add(
      "GATEWAY_EVENT_LOOPS",
      Kinds.number(1, 256),
      Fallback.to(
          "one a core", values -> Integer.toString(Runtime.getRuntime().availableProcessors())),
      "how many event loops serve requests");
  static final Setting<Duration> OPERATION_TIMEOUT = SECTION.add(TimeLimits.OPERATION);
  static final Setting<Duration> SHUTDOWN_WAIT = SECTION.add(
      "GATEWAY_SHUTDOWN_WAIT",
      Kinds.duration("0s", "60s"),
      Fallback.to("0s with --sandbox, else 3s", values -> values.mode().hasSandbox() ? "0s" : "3s"),
      "how long requests are still taken after the instance says it is not ready");
  static final Setting<String> HTTP_STATUSES = SECTION.add(
      "GATEWAY_HTTP_STATUSES",
      Kinds.oneOf(HttpStatuses.WORDS),
      Fallback.to(HttpStatuses.COMPATIBLE.word()),
      "status codes for clients that accept application/json and do not name application/graphql-response+json: compatible"
          + " is 200 for every GraphQL error, edition is as GraphQL over HTTP (September 2026) defines them");
  static final Setting<Duration> HTTP_MAX_AGE = SECTION.add(
      "GATEWAY_HTTP_MAX_AGE",
      Kinds.duration("0s", "24h"),
      Fallback.to("0s"),
      "how long a client may keep the answer to a GET at most; 0s is not at all");
  static final Setting<URI> SANDBOX_URL = SECTION.add(AskedSandbox.URL);
  static final Setting<String> SANDBOX_VIEWER = SECTION.add(AccessSettings.SANDBOX_VIEWER);
  static final Setting<Integer> INSTANCES = SECTION.add(MparticleSettings.INSTANCES);
  public static final Setting<String> LOG_LEVEL = SECTION.add(
      "GATEWAY_LOG_LEVEL",
      Kinds.oneOf(List.of("error", "warn", "info", "debug")),
      Fallback.to("info"),
      "the least severe lines that are logged");
  public static final Setting<String> LOG_FORMAT = SECTION.add(
      "GATEWAY_LOG_FORMAT",
      Kinds.oneOf(LogFormat.WORDS),
      Fallback.to("auto"),
      "how a line of the log is written: auto is text at a terminal, else json");
  public static final Setting<String> LOG_REQUESTS = SECTION.add(
      "GATEWAY_LOG_REQUESTS",
      Kinds.oneOf(LoggedRequests.WORDS),
      Fallback.to("sampled"),
      "which requests have a line in the log: all, those that failed or took more than 1 s, or sampled, which is these and"
          + " one in a hundred of the others, ten a second at most");

  static final List<Setting<?>> ALL = SECTION.settings();

  /** What {@link #graphql} reads. */
  static final List<Setting<?>> GRAPHQL = List.of(
      SCHEMA_EXTENSIONS,
      INTROSPECTION,
      PLAN,
      OPERATION_TIMEOUT,
      MparticleSettings.IMMUTABLE_IDENTITIES,
      MparticleSettings.FIELDS_AT_LEAST);

  /** What {@link #management} reads. */
  static final List<Setting<?>> MANAGEMENT =
      List.of(MANAGEMENT_HOST, MANAGEMENT_PORT, MANAGEMENT_TOKEN);

  private GatewaySettings() {}

  private static String onWithASandbox(OtherSettings values) {
    return AskedSandbox.isAsked(values) ? "on" : "off";
  }

  /** It goes into a header as it is. */
  private static Secret.Text token(String text) throws Refused {
    if (!text.chars().allMatch(character -> character > ' ' && character < 0x7f)) {
      throw new Refused(null, "has characters that a header does not take");
    }
    return new Secret.Text(text);
  }

  public static HttpConfig http(Values values) {
    return new HttpConfig(
        values.get(HOST),
        values.get(PORT),
        values.get(MANAGEMENT_HOST),
        values.get(MANAGEMENT_PORT),
        values.get(GRAPHIQL),
        values.get(EXPLAIN),
        values.get(EVENT_LOOPS),
        values.get(SHUTDOWN_WAIT),
        HttpStatuses.of(values.get(HTTP_STATUSES)),
        values.get(HTTP_MAX_AGE),
        BrowserSettings.corsOrigins(values),
        values.find(MANAGEMENT_TOKEN));
  }

  public static ManagementConfig management(Values values) {
    return new ManagementConfig(
        HttpAddress.url(values.get(MANAGEMENT_HOST), values.get(MANAGEMENT_PORT)),
        values.find(MANAGEMENT_TOKEN));
  }

  public static GraphQlConfig graphql(Values values) {
    List<Path> extensions = values.list(SCHEMA_EXTENSIONS);
    return new GraphQlConfig(
        extensions,
        values.mode().hasSandbox() && extensions.isEmpty(),
        new LinkedHashSet<>(values.list(MparticleSettings.IMMUTABLE_IDENTITIES)),
        new LinkedHashSet<>(values.list(MparticleSettings.FIELDS_AT_LEAST)),
        values.get(OPERATION_TIMEOUT),
        Introspection.of(values.get(INTROSPECTION)).orElseThrow(),
        values.get(PLAN));
  }
}
