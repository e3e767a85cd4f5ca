package profilegateway.upstream.ratelimit;

import java.time.Duration;
import java.util.List;
import profilegateway.upstream.ratelimit.RateLimiterEffect.CancelTimer;
import profilegateway.upstream.ratelimit.RateLimiterEffect.RequestPermits;
import profilegateway.upstream.ratelimit.RateLimiterEffect.SetTimer;
import profilegateway.upstream.ratelimit.RateLimiterState.Denial;
import profilegateway.upstream.ratelimit.RateLimiterState.Dispatch;
import profilegateway.upstream.ratelimit.permits.FleetQuota.Share;

/**
 * The part of {@link RateLimiterReducer} that decides when permits are requested: one request at a time, and none while permits are denied.
 */
final class PermitDispatcher {
  /** Minimum time between a denial and the next request. */
  private static final Duration SHORTEST_REST = Duration.ofMillis(1);

  private PermitDispatcher() {}

  /** Requests permits if reservations are queued and the dispatch allows it. */
  static void dispatch(RateLimiterState state, Moment moment, List<RateLimiterEffect> effects) {
    PermitRequest wanted = state.queue().wanted(moment.now());
    if (wanted == null || !mayRequest(state.dispatch(), wanted)) {
      return;
    }
    int most = state.recovery().most(moment.now());
    if (most == 0) {
      waitFor(state, state.recovery().stopLeft(moment.now()), Share.WHOLE, effects);
      return;
    }
    stopWaiting(state, effects);
    state.dispatch(new Dispatch.Requesting());
    effects.add(new RequestPermits(wanted.atMost(most)));
  }

  private static boolean mayRequest(Dispatch dispatch, PermitRequest wanted) {
    return dispatch instanceof Dispatch.Idle
        || (dispatch instanceof Dispatch.Waiting waiting
            && wanted.mayBeGrantedDespite(waiting.denied()));
  }

  /** Waits until permits that were denied may be available. */
  static void denied(
      RateLimiterState state, Denial denial, Moment moment, List<RateLimiterEffect> effects) {
    Duration askAgain = denial.askAgain();
    Duration rest = askAgain.compareTo(SHORTEST_REST) < 0 ? SHORTEST_REST : askAgain;
    // Free permits go to the instance that requests them first. It should be the one whose lookups
    // have waited longest.
    Duration courtesy = moment.estimate().isShared()
        ? state.queue().courtesy(moment.now() + rest.toNanos())
        : Duration.ZERO;
    waitFor(state, rest.plus(courtesy), denial.share(), effects);
  }

  /** Ends a wait for the timer. */
  static void stopWaiting(RateLimiterState state, List<RateLimiterEffect> effects) {
    if (state.dispatch() instanceof Dispatch.Waiting waiting) {
      state.dispatch(new Dispatch.Idle());
      effects.add(new CancelTimer(waiting.timer()));
    }
  }

  /** The new timer replaces that of an earlier wait. */
  private static void waitFor(
      RateLimiterState state, Duration delay, Share denied, List<RateLimiterEffect> effects) {
    long timer = state.nextTimer();
    state.dispatch(new Dispatch.Waiting(timer, denied));
    effects.add(new SetTimer(timer, delay));
  }
}
