package profilegateway.upstream.ratelimit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import profilegateway.upstream.ratelimit.permits.FleetQuota.Share;

/**
 * Everything that decides how the rate limiter goes on; {@link RateLimiterReducer} has the rules, and is the only class that changes it.
 *
 * <p>Mutable, because thousands of reservations and grants may be in it: a step changes it in place. Its parts that are small are
 * immutable values. Not thread-safe: {@link RateLimiter} confines it to its monitor.
 */
final class RateLimiterState {
  private final ReservationQueue queue = new ReservationQueue();
  private final GrantRate grantRate = new GrantRate();
  private final QuotaCounters counters = new QuotaCounters();
  private Dispatch dispatch = new Dispatch.Idle();
  private Recovery recovery;
  private long timers;

  /** Nothing is queued; the latest cooldown ended at {@code cooldownEnd}, as {@link System#nanoTime()}. */
  RateLimiterState(long cooldownEnd) {
    this.recovery = Recovery.from(cooldownEnd);
  }

  /** Whether permits may be requested now. There is one request at a time. */
  sealed interface Dispatch {

    /** They may be, once a reservation is queued. */
    record Idle() implements Dispatch {}

    /** They were requested, and there is no answer yet. */
    record Requesting() implements Dispatch {}

    /**
     * They were answered, and are being granted: the next request has to wait until that ends.
     *
     * @param denial null if all permits that were requested came
     */
    record Granting(@Nullable Denial denial) implements Dispatch {}

    /** Those of share {@code denied} may be requested when the timer of this number fires; those of a larger share at once. */
    record Waiting(long timer, Share denied) implements Dispatch {}
  }

  /** A request for {@code share} got fewer permits than it was for; there may be more after {@code askAgain}. */
  record Denial(Share share, Duration askAgain) {}

  ReservationQueue queue() {
    return queue;
  }

  GrantRate grantRate() {
    return grantRate;
  }

  QuotaCounters counters() {
    return counters;
  }

  Dispatch dispatch() {
    return dispatch;
  }

  void dispatch(Dispatch next) {
    dispatch = next;
  }

  Recovery recovery() {
    return recovery;
  }

  void recovery(Recovery next) {
    recovery = next;
  }

  /** A number for a timer, higher than those before. */
  long nextTimer() {
    return ++timers;
  }
}
