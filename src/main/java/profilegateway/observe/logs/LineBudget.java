package profilegateway.observe.logs;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** So many lines a second, and a count of those that were left out. Thread-safe. */
final class LineBudget {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final int most;
  private final LongSupplier nanoTime;
  private long began;
  private int taken;
  private long leftOut;

  LineBudget(int most, LongSupplier nanoTime) {
    this.most = most;
    this.nanoTime = nanoTime;
    this.began = nanoTime.getAsLong();
  }

  /** Takes one line of this second's. Says whether there was one left. */
  synchronized boolean take() {
    long now = nanoTime.getAsLong();
    if (now - began >= SECOND) {
      began = now;
      taken = 0;
    }
    boolean isLeft = taken < most;
    if (isLeft) {
      taken++;
    } else {
      leftOut++;
    }
    return isLeft;
  }

  /** How many were left out since this was asked the last time. */
  synchronized long takeLeftOut() {
    long number = leftOut;
    leftOut = 0;
    return number;
  }
}
