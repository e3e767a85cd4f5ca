package profilegateway.upstream.quota.permits;

import profilegateway.config.QuotaConfig;

/**
 * How many calls the account may make.
 *
 * @param callsASecond for all instances of the gateway together; 0 when there is no limit
 * @param instances how many instances share it; at least 1
 */
public record Allowance(int callsASecond, int instances) {
  /** One of so many parts is the reserve. */
  private static final int PARTS = 5;

  public Allowance {
    if (callsASecond < 0 || instances < 1) {
      throw new IllegalArgumentException("no such allowance");
    }
  }

  /** What {@code config} allows. */
  public static Allowance of(QuotaConfig config) {
    int calls = config.perSecond() == 0 ? 0 : config.perSecond() + config.burst();
    return new Allowance(calls, config.instances());
  }

  /** How many of {@code permits} are kept for reads that somebody waits for: a fifth, at least one, but never all. */
  public static int reserve(int permits) {
    return permits < 2 ? 0 : (permits + PARTS - 1) / PARTS;
  }

  public boolean isUnlimited() {
    return callsASecond == 0;
  }

  /** What one instance may do without knowing what the others do. */
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
