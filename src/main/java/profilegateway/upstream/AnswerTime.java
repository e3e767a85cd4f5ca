package profilegateway.upstream;

import java.time.Duration;

/**
 * How long answers take of late: what is to be kept for a call by whoever waits for its turn. A mean that follows what
 * is seen, and the usual distance from it (as RFC 6298 has it for TCP). Shared by all event loops.
 */
final class AnswerTime {
  /** Nobody publishes how fast the Profile API is; this is on the safe side. */
  private static final Duration AT_FIRST = Duration.ofMillis(300);

  private static final double FOLLOWS_MEAN = 1 / 8.0;
  private static final double FOLLOWS_DISTANCE = 1 / 4.0;
  private static final int DISTANCES = 4;

  private boolean isKnown;
  private double mean;
  private double distance;

  /** An answer took so long. */
  synchronized void took(Duration time) {
    double nanos = time.toNanos();
    if (!isKnown) {
      isKnown = true;
      mean = nanos;
      distance = nanos / 2;
      return;
    }
    distance += FOLLOWS_DISTANCE * (Math.abs(nanos - mean) - distance);
    mean += FOLLOWS_MEAN * (nanos - mean);
  }

  /** A time that nearly all answers come in. */
  synchronized Duration expected() {
    return isKnown ? Duration.ofNanos((long) (mean + DISTANCES * distance)) : AT_FIRST;
  }
}
