package profilegateway.upstream.token;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.ProfileFailure;

/**
 * How long to leave something alone that keeps failing: not at all after the first failure, then a second, doubling up
 * to five seconds, so that what is well again is found soon. Guarded by whoever owns it.
 */
final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final LongSupplier nanoTime;
  private @Nullable ProfileFailure last;
  private int failures;
  private long until;

  Backoff(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void failed(ProfileFailure failure) {
    last = failure;
    failures++;
    long pause = failures == 1 ? 0 : FIRST.toNanos() << Math.min(failures - 2, 10);
    until = nanoTime.getAsLong() + Math.min(pause, LONGEST.toNanos());
  }

  void clear() {
    last = null;
    failures = 0;
  }

  boolean isOver() {
    return current() == null;
  }

  /** The failure that is being waited out, or null when there is none. */
  @Nullable
  ProfileFailure current() {
    return last != null && nanoTime.getAsLong() - until < 0 ? last : null;
  }
}
