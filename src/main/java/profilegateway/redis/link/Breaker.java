package profilegateway.redis.link;

import java.util.function.LongSupplier;

/**
 * Whether Redis is left alone: after three failures in a row, or as many silences as are let pass, until it answers
 * again. Shared by all event loops.
 */
final class Breaker {
  private static final int FAILURES = 3;

  private final int silences;
  private final LongSupplier nanoTime;
  private volatile State state;

  /**
   * @param silences how many in a row open it
   * @param nanoTime as {@link System#nanoTime()}
   */
  Breaker(int silences, LongSupplier nanoTime) {
    this.silences = silences;
    this.nanoTime = nanoTime;
    this.state = new State(0, false, 0, 0, nanoTime.getAsLong());
  }

  /**
   * What is known of Redis.
   *
   * @param period counts the openings and closings; what began in an earlier one says nothing of this one
   * @param open whether Redis is left alone
   * @param failures how many there were in a row
   * @param silences how many there were in a row
   * @param since when this period began
   */
  record State(int period, boolean open, int failures, int silences, long since) {}

  State state() {
    return state;
  }

  /** A command was answered that was sent when {@code sent} was so. */
  void answered(State sent) {
    State now = state;
    // Nearly all commands end here, and need no lock.
    if (now.failures > 0 || now.silences > 0) {
      count(sent, 0, 0);
    }
  }

  private synchronized void count(State sent, int failures, int silences) {
    if (state.period == sent.period && !state.open) {
      state = new State(state.period, false, failures, silences, state.since);
    }
  }

  /** A command failed that was sent when {@code sent} was so. Returns whether that opened the breaker. */
  synchronized boolean failed(State sent) {
    count(sent, state.failures + 1, state.silences);
    return opens(state.failures >= FAILURES);
  }

  /**
   * A command was not answered in time that was sent when {@code sent} was so. Many that wait at once tell of one
   * silence: another one is of a command that was sent after it. Returns whether that opened the breaker.
   */
  synchronized boolean silent(State sent) {
    if (state.silences == sent.silences) {
      count(sent, state.failures, state.silences + 1);
    }
    return opens(state.silences >= silences);
  }

  private boolean opens(boolean enough) {
    if (enough && !state.open) {
      turn(true);
      return true;
    }
    return false;
  }

  /** Redis answers again. Returns whether that closed the breaker. */
  synchronized boolean close() {
    boolean wasOpen = state.open;
    if (wasOpen) {
      turn(false);
    }
    return wasOpen;
  }

  private void turn(boolean open) {
    state = new State(state.period + 1, open, 0, 0, nanoTime.getAsLong());
  }
}
