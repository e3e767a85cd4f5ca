package profilegateway.upstream.quota.permits;

import java.time.Duration;
import java.util.Locale;
import profilegateway.upstream.quota.permits.FleetQuota.Share;

/**
 * So many permits in any sliding window.
 *
 * <p>A share that is no whole number is rounded down. Instances that know nothing of each other may all have their best
 * second at once: with 15 calls for four of them, a fourth permit now and then in each would make 16. Only a share below
 * one, which cannot be rounded down, is kept as one call every so many seconds.
 */
public record Rate(int permits, Duration window) {
  static Rate of(double callsASecond) {
    return callsASecond >= 1
        ? new Rate((int) callsASecond, FleetQuota.WINDOW)
        : new Rate(
            1, Duration.ofNanos((long) Math.ceil(FleetQuota.WINDOW.toNanos() / callsASecond)));
  }

  int permits(Share share) {
    return switch (share) {
      case WHOLE -> permits;
      case WITHOUT_RESERVE -> permits - Allowance.reserve(permits);
    };
  }

  /** So many calls in so much time, for a person. */
  @Override
  public String toString() {
    String calls = permits == 1 ? "1 call" : permits + " calls";
    return window.equals(FleetQuota.WINDOW)
        ? calls + " a second"
        : String.format(Locale.ROOT, "%s in %.1f s", calls, window.toMillis() / 1000.0);
  }

  double aSecond() {
    return permits * 1e9 / window.toNanos();
  }
}
