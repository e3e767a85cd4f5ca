package profilegateway.config;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * How much may be asked for.
 *
 * @param mode what becomes of what is beyond
 * @param values every limit
 * @param requestTime the longest that a client takes to send a request
 */
public record LimitsConfig(LimitsMode mode, Map<Limit, Integer> values, Duration requestTime) {

  public LimitsConfig {
    values = Map.copyOf(values);
    if (values.size() < Limit.values().length) {
      throw new IllegalArgumentException("a limit is missing");
    }
  }

  public int of(Limit limit) {
    return Objects.requireNonNull(values.get(limit));
  }
}
