package profilegateway.upstream.ratelimit.permits;

import java.time.Duration;
import java.util.Locale;
import profilegateway.upstream.ratelimit.permits.FleetQuota.Share;

/**
 * Maximum number of permits in any sliding window.
 *
 * <p>A share that is not a whole number is rounded down. Instances without coordination may all have their busiest second at the same
 * time: with 15 calls per second for four of them, an occasional fourth permit in each would make 16. Only a share below one, which
 * cannot be rounded down, becomes one call in a longer window.
 */
public record Rate(int permits, Duration window) {
  static Rate of(double callsPerSecond) {
    return callsPerSecond >= 1
        ? new Rate((int) callsPerSecond, FleetQuota.WINDOW)
        : new Rate(
            1, Duration.ofNanos((long) Math.ceil(FleetQuota.WINDOW.toNanos() / callsPerSecond)));
  }

  int permits(Share share) {
    return switch (share) {
      case WHOLE -> permits;
      case WITHOUT_RESERVE -> permits - QuotaLimit.reserve(permits);
    };
  }

  /** Text for an operator: calls per second, or one call in a number of seconds. */
  @Override
  public String toString() {
    String calls = permits == 1 ? "1 call" : permits + " calls";
    return window.equals(FleetQuota.WINDOW)
        ? calls + " a second"
        : String.format(Locale.ROOT, "%s in %.1f s", calls, window.toMillis() / 1000.0);
  }

  double perSecond() {
    return permits * 1e9 / window.toNanos();
  }
}
