package profilegateway.upstream.quota;

import java.time.Duration;
import profilegateway.upstream.quota.FleetQuota.Share;

/**
 * So many permits in any sliding window.
 *
 * <p>A share that is no whole number is rounded down. Instances that know nothing of each other may all have their best
 * second at once: with 15 calls for four of them, a fourth permit now and then in each would make 16. Only a share below
 * one, which cannot be rounded down, is kept as one call every so many seconds.
 */
record Rate(int permits, Duration window) {
  /** A little more than a second: not all calls travel equally fast. */
  static final Duration SECOND = Duration.ofMillis(1030);

  /** This part of the permits is kept for reads that somebody waits for. */
  private static final int RESERVED = 5;

  static Rate of(double callsASecond) {
    return callsASecond >= 1
        ? new Rate((int) callsASecond, SECOND)
        : new Rate(1, Duration.ofNanos((long) Math.ceil(SECOND.toNanos() / callsASecond)));
  }

  int permits(Share share) {
    return switch (share) {
      case WHOLE -> permits;
      case WITHOUT_RESERVE -> permits - permits / RESERVED;
    };
  }

  double aSecond() {
    return permits * 1e9 / window.toNanos();
  }
}
