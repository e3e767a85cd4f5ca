package profilegateway.config.declared;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import profilegateway.config.Limit;
import profilegateway.config.LimitsConfig;
import profilegateway.config.LimitsMode;
import profilegateway.config.kinds.Kinds;

/** How much may be asked for. */
public final class LimitSettings {
  private static final Section SECTION = new Section();

  static final Setting<String> MODE = SECTION.add(
      "GATEWAY_LIMITS",
      Kinds.oneOf(LimitsMode.WORDS),
      Fallback.to(LimitsMode.ENFORCE.word()),
      "what becomes of requests beyond a limit: enforce refuses them, warn executes and logs them, measure only counts them");
  static final Setting<Duration> REQUEST_TIME = SECTION.add(
      "GATEWAY_LIMIT_REQUEST_TIME",
      Kinds.duration("100ms", "60s"),
      Fallback.to("4s"),
      "the longest that a client takes to send a request");

  private static final Map<Limit, Setting<Integer>> LIMITS = new EnumMap<>(Limit.class);

  static {
    for (Limit limit : Limit.values()) {
      LIMITS.put(
          limit,
          SECTION.add(
              limit.setting(),
              Kinds.number(limit.least(), limit.most()),
              Fallback.to(Integer.toString(limit.fallback())),
              limit.description()));
    }
  }

  static final List<Setting<?>> ALL = SECTION.settings();

  private LimitSettings() {}

  public static LimitsConfig limits(Values values) {
    Map<Limit, Integer> set = new EnumMap<>(Limit.class);
    for (Limit limit : Limit.values()) {
      set.put(limit, values.get(Objects.requireNonNull(LIMITS.get(limit))));
    }
    return new LimitsConfig(LimitsMode.of(values.get(MODE)), set, values.get(REQUEST_TIME));
  }
}
