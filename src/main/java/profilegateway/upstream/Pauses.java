package profilegateway.upstream;

import java.time.Duration;

/**
 * How long to pause when a 429 does not say: a second or two, twice as long with each 429 in a row, up to half a minute.
 * Shared by all event loops.
 */
final class Pauses {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private int inARow;

  /** The next one, lengthened by up to itself: {@code jitter} is from 0 to 1. */
  synchronized Duration next(double jitter) {
    long millis = Math.min(FIRST.toMillis() << Math.min(inARow, 10), LONGEST.toMillis());
    inARow++;
    return Duration.ofMillis(Math.min((long) (millis * (1 + jitter)), LONGEST.toMillis()));
  }

  /** A call was answered. */
  synchronized void clear() {
    inARow = 0;
  }
}
