package profilegateway.cache.fetch;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.Fetch;
import profilegateway.cache.store.SharedCache;
import profilegateway.profile.Deadline;
import profilegateway.profile.Timer;

/**
 * Time and randomness of the cache.
 *
 * @param clock the wall clock, for times that are shown
 * @param nanoTime the monotonic clock, as {@link System#nanoTime()}
 * @param random a number from 0 to 1, 1 excluded
 */
public record TimeSource(
    InstantSource clock, LongSupplier nanoTime, Timer timer, DoubleSupplier random) {
  private static final double STRETCH_RANGE = 0.2;

  /** Nanoseconds of the monotonic clock. */
  public long now() {
    return nanoTime.getAsLong();
  }

  /** {@code deadline} in nanoseconds of the monotonic clock. */
  public long nanos(Deadline deadline) {
    return now() + deadline.remaining().toNanos();
  }

  /** The deadline at {@code nanos} of the monotonic clock. */
  Deadline deadline(long nanos) {
    return Deadline.after(Duration.ZERO, nanos, nanoTime);
  }

  /**
   * Stamp of a fetch that starts now. Under a lease it shows the time at which the lease was granted, as other instances do, so that
   * one fetch has one time in all answers.
   */
  Fetch stamp(SharedCache.@Nullable Lease lease) {
    return new Fetch(
        lease == null ? clock.instant() : lease.began(),
        now(),
        Fetch.LEAST_STRETCH + STRETCH_RANGE * random.getAsDouble());
  }
}
