package profilegateway.upstream.ratelimit;

import java.time.Duration;
import profilegateway.upstream.ratelimit.permits.Permits.RateEstimate;

/**
 * Inputs of a step that depend on when it is made.
 *
 * @param now as {@link System#nanoTime()}
 * @param estimate the rate at which permits can be expected
 * @param cooldownEnd end of the latest cooldown on the same clock; long ago if there was none. It never decreases from step to step
 */
record Moment(long now, RateEstimate estimate, long cooldownEnd) {

  /** Time left of the cooldown; zero if there is none. */
  Duration cooldownLeft() {
    return Duration.ofNanos(Math.max(0, cooldownEnd - now));
  }

  boolean isCooling() {
    return cooldownEnd - now > 0;
  }
}
