package profilegateway.upstream.quota;

import profilegateway.config.QuotaConfig;

/**
 * How many calls the account may make.
 *
 * @param callsASecond for all instances of the gateway together; 0 when there is no limit
 * @param instances how many instances share it; at least 1
 */
public record Allowance(int callsASecond, int instances) {
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
