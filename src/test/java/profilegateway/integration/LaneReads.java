package profilegateway.integration;

import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What became of the reads of a lane. */
final class LaneReads {
  private final Phaser open = new Phaser(1);
  private final long start = System.nanoTime();
  private int asked;
  private int answered;
  private int ended;
  private long longest;
  private long longestGap;
  private long lastAnswer = start;

  synchronized void willCome() {
    asked++;
    var unused = open.register();
  }

  /** One that came at a moment has ended, with a profile or without. */
  synchronized void ended(long came, boolean isAnswered) {
    long now = System.nanoTime();
    ended++;
    longest = Math.max(longest, now - came);
    if (isAnswered) {
      answered++;
      longestGap = Math.max(longestGap, now - lastAnswer);
      lastAnswer = now;
    }
    var unused = open.arriveAndDeregister();
  }

  void awaitEnd(Duration limit) {
    try {
      var unused =
          open.awaitAdvanceInterruptibly(open.arrive(), limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  synchronized int asked() {
    return asked;
  }

  synchronized int answered() {
    return answered;
  }

  synchronized boolean isDone() {
    return ended == asked;
  }

  /** The longest that one took, answered or not. */
  synchronized Duration longest() {
    return Duration.ofNanos(longest);
  }

  /** The longest time without an answer while there were some. */
  synchronized Duration longestGap() {
    return Duration.ofNanos(longestGap);
  }
}
