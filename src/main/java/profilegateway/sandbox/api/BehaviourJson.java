package profilegateway.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import profilegateway.sandbox.wire.Json;
import profilegateway.sandbox.wire.Members;
import profilegateway.sandbox.wire.WrongInput;

/** Behaviour as people read it and change it. */
final class BehaviourJson {
  private static final long AN_HOUR = 3_600_000;
  private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9-]+");
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e]*");

  private BehaviourJson() {}

  static ObjectNode write(Behaviour behaviour) {
    ObjectNode json = Json.object();
    json.putObject("latency")
        .put("minMs", behaviour.latency().minMs())
        .put("maxMs", behaviour.latency().maxMs());
    return json.put("quotaPerSecond", behaviour.quotaPerSecond())
        .put("retryAfter", behaviour.retryAfter())
        .put("retryAfterHeader", behaviour.retryAfterHeader())
        .put("rateLimitExceeded", behaviour.rateLimitExceeded())
        .put("rateLimitPercentageUsed", behaviour.rateLimitPercentageUsed())
        .put("tokenLifetimeSeconds", behaviour.tokenLifetimeSeconds())
        .put("tokenDelayMs", behaviour.tokenDelayMs())
        .put("generate", behaviour.generate());
  }

  /**
   * {@code now} with what {@code change} says; what it leaves out stays.
   *
   * @throws WrongInput when it names something else, or a value does not fit
   */
  static Behaviour changed(Behaviour now, ObjectNode change) {
    Members members = new Members(change, "behaviour");
    Behaviour changed = new Behaviour(
        latency(members, now.latency()),
        members.has("quotaPerSecond")
            ? members.optionalInteger("quotaPerSecond", 1, 1_000_000)
            : now.quotaPerSecond(),
        headerValue(members, "retryAfter", now.retryAfter()),
        headerName(members, now.retryAfterHeader()),
        headerValue(members, "rateLimitExceeded", now.rateLimitExceeded()),
        headerValue(members, "rateLimitPercentageUsed", now.rateLimitPercentageUsed()),
        members.integer("tokenLifetimeSeconds", 1, 31_536_000, now.tokenLifetimeSeconds()),
        members.integer("tokenDelayMs", 0, AN_HOUR, now.tokenDelayMs()),
        members.flag("generate", now.generate()));
    members.nothingElse();
    return changed;
  }

  private static Latency latency(Members members, Latency now) {
    JsonNode value = members.value("latency");
    if (value == null) {
      return now;
    }
    if (value.isIntegralNumber()) {
      long fixed = members.integer("latency", 0, AN_HOUR);
      return new Latency(fixed, fixed);
    }
    if (!(value instanceof ObjectNode range)) {
      throw new WrongInput(
          "behaviour: latency is a number of milliseconds, or {\"minMs\": 100, \"maxMs\": 300}");
    }
    Members bounds = new Members(range, "latency");
    Latency latency =
        new Latency(bounds.integer("minMs", 0, AN_HOUR), bounds.integer("maxMs", 0, AN_HOUR));
    bounds.nothingElse();
    if (latency.minMs() > latency.maxMs()) {
      throw new WrongInput("latency: minMs is at most maxMs");
    }
    return latency;
  }

  private static @Nullable String headerValue(Members members, String name, @Nullable String now) {
    if (!members.has(name)) {
      return now;
    }
    String value = members.optionalText(name);
    if (value != null && !HEADER_VALUE.matcher(value).matches()) {
      throw new WrongInput(
          "behaviour: " + name + " is a header's value: printable ASCII, or null to leave it out");
    }
    return value;
  }

  private static String headerName(Members members, String now) {
    String value = members.text("retryAfterHeader", now);
    if (!HEADER_NAME.matcher(value).matches()) {
      throw new WrongInput(
          "behaviour: retryAfterHeader is a header's name, such as Retry-After or RetryAfter");
    }
    return value;
  }
}
