package profilegateway.upstream;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long to pause when a 429 does not say: a second or two, twice as long with each pause in a row that was for
 * nothing, but no longer than it may take to find an API well again. Shared by all event loops.
 */
final class Pauses {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(8);

  private final LongSupplier nanoTime;
  private int inARow;
  private long until;

  Pauses(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.until = nanoTime.getAsLong();
  }

  /**
   * The next one, lengthened by up to itself: {@code jitter} is from 0 to 1. Where one is under way, what is left of it:
   * calls that were made together are refused together, and say no more than one of them.
   */
  synchronized Duration next(double jitter) {
    long now = nanoTime.getAsLong();
    if (until - now > 0) {
      return Duration.ofNanos(until - now);
    }
    long millis = Math.min(FIRST.toMillis() << Math.min(inARow, 10), LONGEST.toMillis());
    Duration next = Duration.ofMillis(Math.min((long) (millis * (1 + jitter)), LONGEST.toMillis()));
    inARow++;
    until = now + next.toNanos();
    return next;
  }

  /** A call was answered. */
  synchronized void clear() {
    inARow = 0;
  }
}
