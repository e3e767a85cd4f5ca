package profilegateway.upstream.ratelimit.permits;

import profilegateway.config.QuotaConfig;

/**
 * The limit on calls to the Profile API.
 *
 * @param callsASecond calls per second that all instances may make together; 0 for no limit
 * @param instances number of instances that share the limit; at least 1
 */
public record QuotaLimit(int callsASecond, int instances) {
  /** The reserve is this fraction of the permits: one fifth. */
  private static final int RESERVE_DIVISOR = 5;

  public QuotaLimit {
    if (callsASecond < 0 || instances < 1) {
      throw new IllegalArgumentException("calls per second < 0 or instances < 1");
    }
  }

  /** The limit that {@code config} sets: the quota and the burst on top of it. */
  public static QuotaLimit of(QuotaConfig config) {
    int calls = config.perSecond() == 0 ? 0 : config.perSecond() + config.burst();
    return new QuotaLimit(calls, config.instances());
  }

  /** How many of {@code permits} background refreshes have to leave to lookups: a fifth, at least one, but never all. */
  public static int reserve(int permits) {
    return permits < 2 ? 0 : (permits + RESERVE_DIVISOR - 1) / RESERVE_DIVISOR;
  }

  /** Whether there is no limit. */
  public boolean isUnlimited() {
    return callsASecond == 0;
  }

  /** Rate that one instance may use without coordination with the others. */
  public Rate share() {
    return Rate.of((double) callsASecond / instances);
  }

  Rate halfShare() {
    return Rate.of(callsASecond / 2.0 / instances);
  }

  Rate half() {
    return Rate.of(callsASecond / 2.0);
  }
}
