package profilegateway.graphql;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import profilegateway.config.GraphQlConfig;
import profilegateway.config.Introspection;
import profilegateway.config.Limit;
import profilegateway.config.LimitsConfig;
import profilegateway.config.LimitsMode;
import profilegateway.graphql.limits.LimitEvents;
import profilegateway.graphql.limits.Limits;

/** What operations are executed by: everything as it is where nothing is set, and the example's attributes. */
final class Sample {
  static final GraphQlConfig CONFIG = new GraphQlConfig(
      List.of(), true, Set.of("customer_id"), Set.of(), Duration.ofSeconds(3), Introspection.OFF);

  private Sample() {}

  static GatewaySchema schema() {
    try {
      return GatewaySchema.read(CONFIG);
    } catch (InvalidSchema bug) {
      throw new AssertionError(bug);
    }
  }

  static Limits limits() {
    Map<Limit, Integer> values = new EnumMap<>(Limit.class);
    for (Limit limit : Limit.values()) {
      values.put(limit, limit.fallback());
    }
    return new Limits(
        new LimitsConfig(LimitsMode.ENFORCE, values, Duration.ofSeconds(4)), new LimitEvents() {});
  }
}
