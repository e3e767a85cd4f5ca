package profilegateway.redis.copies;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import profilegateway.cache.copies.Fetch;

/**
 * What a server of Redis held at one moment. Its clock is not that of this process: all that counts is how long before
 * that moment something was.
 *
 * @param now the moment, in milliseconds on Redis's clock
 * @param nanos the same moment on the clock of this process, or a little earlier
 * @param values by name; a name that had none is not there
 */
record Snapshot(long now, long nanos, Map<String, byte[]> values) {
  /** Redis's clock has been set back when a stamp is further ahead; as in the scripts. */
  private static final long AHEAD = 1000;

  static final Snapshot EMPTY = new Snapshot(0, 0, Map.of());

  Optional<Stored> state(ProfileKeys profileKeys) {
    return Optional.ofNullable(values.get(profileKeys.state()))
        .flatMap(Stored::state)
        .filter(state -> isPast(state.stamp()) && isPast(state.fence()));
  }

  /** A copy, or a link. */
  Optional<Stored> copy(String key) {
    return Optional.ofNullable(values.get(key))
        .flatMap(Stored::copy)
        .filter(copy -> isPast(copy.stamp()));
  }

  Fetch fetch(long stamp, double stretch) {
    return new Fetch(Instant.ofEpochMilli(stamp), nanosAt(stamp), stretch);
  }

  /**
   * Converts a stamp to nanoseconds on the clock of this process. A stamp ahead of Redis's clock is in the future here too, so that two
   * stamps have the same order on both clocks.
   */
  long nanosAt(long stamp) {
    return nanos - TimeUnit.MILLISECONDS.toNanos(now - stamp);
  }

  /** Age of a stamp in milliseconds; 0 for a stamp that is ahead of the clock. */
  long age(long stamp) {
    return Math.max(0, now - stamp);
  }

  private boolean isPast(long stamp) {
    return stamp <= now + AHEAD;
  }
}
