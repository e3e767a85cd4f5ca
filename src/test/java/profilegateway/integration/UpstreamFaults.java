package profilegateway.integration;

import java.util.List;
import java.util.stream.Stream;

/** What the Profile API can do wrong to one person's profile, case by case, and what is seen of it. */
final class UpstreamFaults {
  static final String STRUCK = "9080350317581165000";
  static final String CUSTOMER = "Example-Customer-mxr15";
  static final String SPARED = "9007199254740993";

  /** What a fault carries that says anything; no client may ever read it. */
  static final String SECRET = "text-of-the-upstream";

  /** The profile where nothing went wrong, as {@link UpstreamFaultsIT} selects it. */
  static final String WHOLE =
      "{\"mpid\":\"%s\",\"isOptedOut\":false,\"attributes\":{\"state\":\"NY\"},".formatted(STRUCK)
          + "\"audienceMemberships\":[{\"audienceId\":\"17802\"},{\"audienceId\":\"17918\"}]}";

  private UpstreamFaults() {}

  static Stream<UpstreamFault> all() {
    return Stream.of(
            Stream.of(
                timeout("hangs", "'kind': 'hang'"),
                timeout("answers too late", "'kind': 'slow', 'delayMs': 5000"),
                timeout("sends a byte every so often", "'kind': 'drip', 'intervalMs': 20"),
                unavailable("closes the connection", "'kind': 'reset'"),
                unavailable("cuts its answer off", "'kind': 'cut'"),
                unavailable("cuts its answer off after the head", "'kind': 'cut', 'at': 0"),
                unavailable("cuts the last byte off", "'kind': 'cut', 'at': 1000000")),
            statuses(),
            bodies(),
            wrongTypes())
        .flatMap(some -> some);
  }

  private static Stream<UpstreamFault> statuses() {
    return Stream.of(
        absent("404", status(404, ""), 0),
        absent("400", status(400, ""), 1),
        refused("403", status(403, "")),
        refused("402", status(402, "")),
        refused("418", status(418, "")),
        unavailable("500", status(500, "")),
        unavailable("502", "'kind': 'html', 'status': 502"),
        unavailable("503", status(503, "")),
        unavailable("503 with Retry-After", status(503, ", 'headers': {'Retry-After': '1'}")),
        unavailable("599", status(599, "")),
        unavailable("204", status(204, "")),
        unavailable("206", status(206, "")),
        unavailable("304", status(304, "")));
  }

  private static Stream<UpstreamFault> bodies() {
    return Stream.of(
        unavailable("a page", "'kind': 'html'"),
        unavailable("nothing", "'kind': 'empty'"),
        unavailable("null", "'kind': 'null'"),
        unavailable("garbage", "'kind': 'garbage'"),
        unavailable("a text", body("\\\"" + SECRET + "\\\"")),
        unavailable("an array", body("[{\\\"mpid\\\": " + STRUCK + "}]")),
        unavailable("an empty object", body("{}")),
        unavailable(
            "an error with status 200",
            body("{\\\"errors\\\": [{\\\"message\\\": \\\"" + SECRET + "\\\"}]}")),
        unavailable("two objects", body("{\\\"mpid\\\": " + STRUCK + "} {}")),
        unavailable("half an object", body("{\\\"mpid\\\": " + STRUCK + ",")),
        unavailable("a field twice", body("{\\\"mpid\\\": 1, \\\"mpid\\\": " + STRUCK + "}")),
        unavailable("bytes that are not UTF-8", "'kind': 'not-utf8'"),
        unavailable("50 MB", "'kind': 'huge'"),
        unavailable("50 MB, as declared", "'kind': 'huge', 'declared': true"),
        unavailable("a compressed bomb", "'kind': 'compressed-bomb'"),
        unavailable("deep nesting", "'kind': 'deep'"),
        unavailable("nesting just too deep", "'kind': 'deep', 'depth': 64"),
        whole("nesting as deep as is taken", "'kind': 'deep', 'depth': 63"),
        whole(
            "fields that nobody knows",
            "'kind': 'overwrite', 'with': {'future': {'a': [1, null]}}"));
  }

  private static Stream<UpstreamFault> wrongTypes() {
    return Stream.of(
        unavailable("every type wrong", "'kind': 'wrong-types'"),
        unavailable("mpid as text", wrongType("mpid", "text")),
        unavailable(
            "mpid as a double", "'kind': 'overwrite', 'with': {'mpid': 9080350317581165000.0}"),
        unavailable(
            "mpid beyond 64 bits", "'kind': 'overwrite', 'with': {'mpid': 99080350317581165000}"),
        unavailable("mpid 0", "'kind': 'overwrite', 'with': {'mpid': 0}"),
        unavailable("mpid null", wrongType("mpid", "null")),
        unavailable("no mpid", "'kind': 'overwrite', 'remove': ['/mpid']"),
        whole("opt-out as text", wrongType("is_opted_out", "text")),
        withheld("opt-out as an object", wrongType("is_opted_out", "object")),
        without("attributes", "attributes as text", wrongType("user_attributes", "text")),
        without("attributes", "attributes as an array", wrongType("user_attributes", "array")),
        without(
            "audienceMemberships",
            "audiences as an object",
            wrongType("audience_memberships", "object")),
        without(
            "audienceMemberships",
            "audiences as a number",
            wrongType("audience_memberships", "number")),
        without(
            "audienceMemberships",
            "an audience as text",
            wrongType("audience_memberships/0", "text")),
        without(
            "audienceMemberships",
            "an audience's id as an object",
            wrongType("audience_memberships/0/audience_id", "object")),
        whole("types of parts that were not asked for", wrongType("user_identities", "text")),
        whole("a time that nobody selects", wrongType("created_timestamp_ms", "object")));
  }

  private static UpstreamFault timeout(String name, String rule) {
    return UpstreamFault.failed("UPSTREAM_TIMEOUT", name, rule);
  }

  private static UpstreamFault unavailable(String name, String rule) {
    return UpstreamFault.failed("UPSTREAM_UNAVAILABLE", name, rule);
  }

  private static UpstreamFault refused(String name, String rule) {
    return UpstreamFault.failed("UPSTREAM_REFUSED", name, rule);
  }

  private static UpstreamFault absent(String name, String rule, int alarms) {
    return UpstreamFault.absent(name, rule, alarms);
  }

  private static UpstreamFault whole(String name, String rule) {
    return new UpstreamFault(name, rule, WHOLE, List.of(), 0);
  }

  /** All of it stands but one field. */
  private static UpstreamFault without(String field, String name, String rule) {
    String data = WHOLE.replaceFirst(
        "\"" + field + "\":(false|\\{[^}]*}|\\[[^]]*])", "\"" + field + "\":null");
    return new UpstreamFault(name, rule, data, List.of("UPSTREAM_UNAVAILABLE at /" + field), 0);
  }

  /** It cannot be read whether the user opted out, so nothing is told. */
  private static UpstreamFault withheld(String name, String rule) {
    String data =
        "{\"mpid\":\"%s\",\"isOptedOut\":null,\"attributes\":null,\"audienceMemberships\":null}"
            .formatted(STRUCK);
    return new UpstreamFault(name, rule, data, List.of("UPSTREAM_UNAVAILABLE at /isOptedOut"), 0);
  }

  static String status(int status, String more) {
    return "'kind': 'status', 'status': %d, 'body': {'message': '%s'}%s"
        .formatted(status, SECRET, more);
  }

  private static String body(String text) {
    return "'kind': 'status', 'status': 200, 'body': '" + text + "'";
  }

  private static String wrongType(String field, String as) {
    return "'kind': 'wrong-types', 'field': '%s', 'as': '%s'".formatted(field, as);
  }
}
