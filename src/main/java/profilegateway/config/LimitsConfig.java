package profilegateway.config;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
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
    if (values.size() < Limit.values().length) {
      throw new IllegalArgumentException("a limit is missing");
    }
    // By number: each operation asks for several.
    values = Collections.unmodifiableMap(new EnumMap<>(values));
  }

  public int of(Limit limit) {
    return Objects.requireNonNull(values.get(limit));
  }
}
