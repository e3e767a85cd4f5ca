package profilegateway.upstream;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Stops calling an API that is not well: when ten calls in a row failed, or three in five of the last ones. A fifth that
 * fail are not enough: retries cope with these. Then one probe at a time is let through, and the first that succeeds
 * closes it. Shared by all event loops; one an instance.
 */
final class CircuitBreaker {
  private static final int REMEMBERED = 50;
  private static final int ENOUGH_TO_JUDGE = 20;
  private static final int IN_A_ROW = 10;
  private static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final LongSupplier nanoTime;
  private final UpstreamEvents events;
  private final long[] times = new long[REMEMBERED];
  private final boolean[] failures = new boolean[REMEMBERED];
  private int recorded;
  private int failuresInARow;
  private boolean open;
  private boolean probing;
  private int period;
  private long probeFrom;
  private Duration pause = FIRST_PAUSE;

  CircuitBreaker(LongSupplier nanoTime, UpstreamEvents events) {
    this.nanoTime = nanoTime;
    this.events = events;
  }

  /** Whether a call would be stopped now. */
  synchronized boolean isOpen() {
    return open && (probing || nanoTime.getAsLong() - probeFrom < 0);
  }

  /** Whether the API is taken for unwell: until a probe is answered, also when one may be made now. */
  synchronized boolean isTripped() {
    return open;
  }

  /**
   * A call that was let through.
   *
   * @param period counts the openings and closings; what began in an earlier one says nothing of this one
   */
  record Pass(int period) {}

  /**
   * Lets a call through, which must be reported by {@link #succeeded}, {@link #failed} or {@link #ignored}; null when it is
   * stopped.
   */
  synchronized @Nullable Pass tryPass() {
    if (isOpen()) {
      return null;
    }
    // While it is open, nobody but a probe has a pass of this period.
    probing = open;
    return new Pass(period);
  }

  void succeeded(Pass pass) {
    if (closes(pass)) {
      events.callsResumed();
    }
  }

  void failed(Pass pass) {
    if (opens(pass)) {
      events.callsStopped();
    }
  }

  private synchronized boolean closes(Pass pass) {
    if (pass.period != period) {
      return false;
    }
    boolean wasOpen = open;
    if (wasOpen) {
      open = false;
      probing = false;
      period++;
      recorded = 0;
      pause = FIRST_PAUSE;
    }
    record(false);
    return wasOpen;
  }

  private synchronized boolean opens(Pass pass) {
    if (pass.period != period) {
      return false;
    }
    if (open) {
      pause = doubled(pause);
      stop();
      return false;
    }
    record(true);
    if (isUnwell()) {
      stop();
    }
    return open;
  }

  /** The call said nothing of how the API is. */
  synchronized void ignored(Pass pass) {
    if (pass.period == period) {
      probing = false;
    }
  }

  private void stop() {
    open = true;
    probing = false;
    period++;
    probeFrom = nanoTime.getAsLong() + pause.toNanos();
  }

  private void record(boolean failure) {
    times[recorded % REMEMBERED] = nanoTime.getAsLong();
    failures[recorded % REMEMBERED] = failure;
    recorded++;
    failuresInARow = failure ? failuresInARow + 1 : 0;
  }

  private boolean isUnwell() {
    long from = nanoTime.getAsLong() - FORGOTTEN_AFTER.toNanos();
    int seen = 0;
    int failed = 0;
    for (int i = 0; i < Math.min(recorded, REMEMBERED); i++) {
      if (times[i] - from >= 0) {
        seen++;
        failed += failures[i] ? 1 : 0;
      }
    }
    return failuresInARow >= IN_A_ROW || (seen >= ENOUGH_TO_JUDGE && failed * 5 >= seen * 3);
  }

  private static Duration doubled(Duration pause) {
    Duration longer = pause.multipliedBy(2);
    return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
  }
}
