package profilegateway.testing;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import profilegateway.config.Limit;
import profilegateway.config.LimitsConfig;
import profilegateway.config.LimitsMode;
import profilegateway.graphql.limits.LimitEvents;
import profilegateway.graphql.limits.Limits;

/** Limits as they are where nothing is set, but for those that a test sets. */
public final class TestLimits {
  private TestLimits() {}

  /** Enforced, and told to nobody. */
  public static Limits usual() {
    return new Limits(config(LimitsMode.ENFORCE, Map.of()), new LimitEvents() {});
  }

  /** With some of them set. */
  public static LimitsConfig config(LimitsMode mode, Map<Limit, Integer> set) {
    Map<Limit, Integer> values = new EnumMap<>(Limit.class);
    for (Limit limit : Limit.values()) {
      values.put(limit, set.getOrDefault(limit, limit.fallback()));
    }
    return new LimitsConfig(mode, values, Duration.ofSeconds(4));
  }
}
