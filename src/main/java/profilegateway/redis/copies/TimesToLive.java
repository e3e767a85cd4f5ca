package profilegateway.redis.copies;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Stream;
import profilegateway.config.CacheConfig;
import profilegateway.config.CacheConfig.Times;
import profilegateway.profile.Part;

/** How long what lies in Redis lasts there, before it is stretched. */
final class TimesToLive {
  /** By as much as any instance stretches them at most. */
  private static final double STRETCH = 1.1;

  /** Longest duration of a fetch. A fence of that lifetime excludes all fetches that were in progress. */
  private static final Duration LONGEST_FETCH = Duration.ofSeconds(60);

  private final CacheConfig config;
  private final Duration longest;

  TimesToLive(CacheConfig config) {
    this.config = config;
    Collection<Times> ofParts = config.timesOfParts().values();
    this.longest = Stream.concat(Stream.of(config.times()), ofParts.stream())
        .map(Times::hard)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** A copy of {@code part} is of no use after it. */
  Duration of(Part part) {
    return config.timesOfParts().getOrDefault(part.wireName(), config.times()).hard();
  }

  /** No copy is of use after it. */
  Duration longest() {
    return longest;
  }

  /**
   * Minimum lifetime of a fence in milliseconds. When it ends, the entries of its moment have expired, and fetches of its moment have
   * ended.
   */
  long fenceMillis() {
    return Math.max(millisAtMost(longest), LONGEST_FETCH.toMillis());
  }

  Duration absent() {
    return config.absent();
  }

  static long millis(Duration time, double stretch) {
    return (long) (time.toMillis() * stretch);
  }

  /** In milliseconds, and stretched as far as can be. */
  static long millisAtMost(Duration time) {
    return millis(time, STRETCH);
  }
}
