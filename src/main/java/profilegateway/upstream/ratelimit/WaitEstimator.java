package profilegateway.upstream.ratelimit;

import java.time.Duration;
import profilegateway.profile.Lane;
import profilegateway.upstream.ratelimit.permits.FleetQuota.Share;
import profilegateway.upstream.ratelimit.permits.Permits.RateEstimate;

/** Estimates how long a new reservation would have to wait, as far as this instance can know. Pure functions: they change nothing. */
final class WaitEstimator {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private WaitEstimator() {}

  /** Whether {@code reservation}, which is not queued yet, may be granted before its deadline; true in case of doubt. */
  static boolean allows(RateLimiterState state, QueuedReservation reservation, Moment moment) {
    Lane lane = reservation.lane();
    Duration left = reservation.left(moment.now());
    if (left.isZero() || moment.cooldownLeft().compareTo(left) >= 0) {
      return false;
    }
    double ahead = state.queue().before(reservation);
    // As long as no request was denied, the permits of a whole second may be available at once.
    double waiting = isDenied(state, lane, moment)
        ? ahead
        : Math.max(0, ahead - moment.estimate().perSecond());
    return wait(state, lane, waiting, moment).compareTo(left) <= 0;
  }

  /**
   * When to try again: not before all reservations that are queued up to {@code lane}, and one more, will have been granted. From 1 ms to
   * 60 s.
   *
   * @param left time that was left until the deadline that could not be kept
   */
  static Duration retryAfter(RateLimiterState state, Lane lane, Duration left, Moment moment) {
    Duration cooldown = moment.cooldownLeft();
    boolean isCooldown = !cooldown.isZero() && cooldown.compareTo(left) >= 0;
    Duration estimated =
        isCooldown ? cooldown : wait(state, lane, state.queue().upTo(lane) + 1.0, moment);
    Duration atLeast = estimated.compareTo(SHORTEST) < 0 ? SHORTEST : estimated;
    return atLeast.compareTo(LONGEST) > 0 ? LONGEST : atLeast;
  }

  private static Duration wait(RateLimiterState state, Lane lane, double permits, Moment moment) {
    RateEstimate estimate = moment.estimate();
    double perSecond = estimate.isShared() && isDenied(state, lane, moment)
        ? Math.min(estimate.perSecond(), state.grantRate().perSecond(share(lane), moment.now()))
        : estimate.perSecond();
    Duration cooldown = moment.cooldownLeft();
    Duration pause = cooldown.compareTo(estimate.pause()) > 0 ? cooldown : estimate.pause();
    return pause.plusNanos((long) (permits / perSecond * 1e9));
  }

  private static boolean isDenied(RateLimiterState state, Lane lane, Moment moment) {
    return state.grantRate().isDenied(Share.WHOLE, moment.now())
        || state.grantRate().isDenied(share(lane), moment.now());
  }

  private static Share share(Lane lane) {
    return lane == Lane.BACKGROUND ? Share.WITHOUT_RESERVE : Share.WHOLE;
  }
}
