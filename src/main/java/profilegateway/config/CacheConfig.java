package profilegateway.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What is kept of profiles, where, and for how long.
 *
 * @param local whether copies are kept in the process
 * @param localMegabytes about how much memory they take at most
 * @param shared whether copies are kept in Redis, where there is one and keys to seal them
 * @param times of parts without times of their own
 * @param timesOfParts by part, as the Profile API spells it
 * @param absent how long a profile that does not exist is not asked for again
 * @param exposed which attributes are kept
 * @param optedOut what is told of users who opted out
 */
public record CacheConfig(
    boolean local,
    int localMegabytes,
    boolean shared,
    Times times,
    Map<String, Times> timesOfParts,
    Duration absent,
    Exposed exposed,
    OptedOut optedOut) {

  /** The same, and nothing is kept in the process. */
  CacheConfig withoutLocal() {
    return new CacheConfig(
        false, localMegabytes, shared, times, timesOfParts, absent, exposed, optedOut);
  }

  /**
   * How long a copy serves.
   *
   * @param soft it is fresh
   * @param whileRevalidate after that: it is served while it is being refreshed
   * @param ifError after {@code soft}: it is served when mParticle does not answer
   */
  public record Times(Duration soft, Duration whileRevalidate, Duration ifError) {

    /** When nothing of it may be served any more. */
    public Duration hard() {
      return soft.plus(whileRevalidate.compareTo(ifError) > 0 ? whileRevalidate : ifError);
    }
  }

  /**
   * Attributes that may be seen. Those that the schema declares are exposed besides.
   *
   * @param all whether every attribute is exposed
   * @param names without regard to case
   * @param prefixes without regard to case
   */
  public record Exposed(boolean all, List<String> names, List<String> prefixes) {}

  /** What is told of users who opted out. */
  public enum OptedOut {
    /** That they did, and no part. */
    WITHHOLD,
    /** What is told of anybody. */
    SERVE
  }
}
