package profilegateway.upstream;

/**
 * Keeps retries to a fifth of the calls, so that they cannot make an outage worse. A few are there from the start, for a
 * gateway that has made no calls yet. Shared by all event loops.
 */
final class RetryBudget {
  private static final double PER_CALL = 0.2;
  private static final double MOST = 10;

  private double left = MOST;

  synchronized void called() {
    left = Math.min(MOST, left + PER_CALL);
  }

  /** Takes one retry; false when there is none left. */
  synchronized boolean take() {
    if (left < 1) {
      return false;
    }
    left -= 1;
    return true;
  }
}
