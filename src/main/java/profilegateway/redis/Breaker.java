package profilegateway.redis;

import java.util.function.LongSupplier;

/**
 * Whether Redis is left alone: after three failures in a row, or one silence, until it answers again. Shared by all
 * event loops.
 */
final class Breaker {
  private static final int FAILURES = 3;

  private final LongSupplier nanoTime;
  private volatile State state;

  /** @param nanoTime as {@link System#nanoTime()} */
  Breaker(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.state = new State(0, false, 0, nanoTime.getAsLong());
  }

  /**
   * What is known of Redis.
   *
   * @param period counts the openings and closings; what began in an earlier one says nothing of this one
   * @param open whether Redis is left alone
   * @param failures how many there were in a row
   * @param since when this period began
   */
  record State(int period, boolean open, int failures, long since) {}

  State state() {
    return state;
  }

  /** A command that was sent in {@code period} was answered. */
  void answered(int period) {
    // Nearly all commands end here, and need no lock.
    if (state.failures > 0) {
      count(period, 0);
    }
  }

  private synchronized void count(int period, int failures) {
    if (state.period == period && !state.open) {
      state = new State(period, false, failures, state.since);
    }
  }

  /** A command that was sent in {@code period} failed. Returns whether that opened the breaker. */
  synchronized boolean failed(int period) {
    if (state.period != period || state.open) {
      return false;
    }
    count(period, state.failures + 1);
    if (state.failures < FAILURES) {
      return false;
    }
    turn(true);
    return true;
  }

  /** A command that was sent in {@code period} was not answered in time. Returns whether that opened the breaker. */
  synchronized boolean silent(int period) {
    if (state.period != period || state.open) {
      return false;
    }
    turn(true);
    return true;
  }

  /** Redis answers again. */
  synchronized void close() {
    if (state.open) {
      turn(false);
    }
  }

  private void turn(boolean open) {
    state = new State(state.period + 1, open, 0, nanoTime.getAsLong());
  }
}
