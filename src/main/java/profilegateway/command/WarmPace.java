package profilegateway.command;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When progress is to be shown, how fast it is, and how long the rest takes at that pace. */
final class WarmPace {
  private final long began;
  private final long pause;
  private final LongSupplier nanoTime;
  private final int all;
  private long shown;

  /**
   * @param all how many there are
   * @param pause how often it is shown at most
   */
  WarmPace(int all, Duration pause, LongSupplier nanoTime) {
    this.all = all;
    this.pause = pause.toNanos();
    this.nanoTime = nanoTime;
    this.began = nanoTime.getAsLong();
    this.shown = began - this.pause;
  }

  /** Whether to show it now. */
  boolean isDue() {
    long now = nanoTime.getAsLong();
    boolean isDue = now - shown >= pause;
    shown = isDue ? now : shown;
    return isDue;
  }

  /** Ids a second since the begin. */
  double rate(int done) {
    return done / Math.max(0.001, seconds());
  }

  double seconds() {
    return (nanoTime.getAsLong() - began) / 1e9;
  }

  /** Seconds until all are done; 0 where nothing tells. */
  long secondsLeft(int done) {
    return done == 0 ? 0 : (long) Math.ceil((all - done) / rate(done));
  }
}
