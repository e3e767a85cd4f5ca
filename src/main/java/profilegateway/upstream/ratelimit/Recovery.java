package profilegateway.upstream.ratelimit;

import java.time.Duration;

/**
 * The recovery from a cooldown. One call, the trial call, goes ahead of the others: if the API still refuses calls, only one is refused
 * instead of all that are queued. Immutable. Times are of the monotonic clock, in nanoseconds.
 *
 * @param cooldownEnd end of the cooldown
 * @param isTrialGranted whether the permit of the trial call was granted
 * @param settled when the recovery ends, and any number of calls may be made
 */
record Recovery(long cooldownEnd, boolean isTrialGranted, long settled) {
  /** How long the trial call goes ahead: most answers, and all refusals, are back by then. */
  static final Duration SETTLING = Duration.ofMillis(300);

  /** How long a trial call is required. The timer for the end of the cooldown has fired by then, even on a busy machine. */
  private static final Duration LATEST_TRIAL = Duration.ofSeconds(1);

  /** The recovery from a cooldown that ends at {@code cooldownEnd}. */
  static Recovery from(long cooldownEnd) {
    return new Recovery(cooldownEnd, false, cooldownEnd + LATEST_TRIAL.toNanos());
  }

  /** This recovery; or a new one if the latest cooldown ends at another time. */
  Recovery since(long latestEnd) {
    return latestEnd == cooldownEnd ? this : from(latestEnd);
  }

  /** How many calls may be made. */
  int most(long now) {
    if (isCooling(now)) {
      return 0;
    }
    if (settled - now <= 0) {
      return Integer.MAX_VALUE;
    }
    return isTrialGranted ? 0 : 1;
  }

  /** While {@link #most} is 0, the time until it is not. */
  Duration stopLeft(long now) {
    return Duration.ofNanos((isCooling(now) ? cooldownEnd : settled) - now);
  }

  /** The recovery after a permit was granted at {@code now}. */
  Recovery granted(long now) {
    return isTrialGranted || settled - now <= 0
        ? this
        : new Recovery(cooldownEnd, true, now + SETTLING.toNanos());
  }

  private boolean isCooling(long now) {
    return cooldownEnd - now > 0;
  }
}
