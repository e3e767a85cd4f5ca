package profilegateway.command;

import java.util.List;
import profilegateway.config.GatewayConfig;
import profilegateway.config.KeyRotation;
import profilegateway.upstream.ratelimit.permits.QuotaLimit;

/** Tells operators how often the first key of {@code GATEWAY_CACHE_KEYS} has to change with the configured quota. */
final class KeyRotationNote {
  /** Assumed if the quota is unlimited: far more than mParticle grants by default. */
  private static final int ASSUMED_CALLS_PER_SECOND = 1000;

  private KeyRotationNote() {}

  /** One sentence; none if no keys are configured, as nothing is sealed then. */
  static List<String> of(GatewayConfig config) {
    if (config.redis() == null || config.redis().keyRing().isEmpty()) {
      return List.of();
    }
    QuotaLimit limit = QuotaLimit.of(config.upstream().quota());
    String rate = limit.isUnlimited()
        ? ASSUMED_CALLS_PER_SECOND + " calls a second (the quota is unlimited)"
        : limit.callsASecond() + " calls a second";
    int callsPerSecond = limit.isUnlimited() ? ASSUMED_CALLS_PER_SECOND : limit.callsASecond();
    long days = KeyRotation.interval(callsPerSecond).toDays();
    return List.of("GATEWAY_CACHE_KEYS: put a new key first at least every " + days + " days, at "
        + rate + ".");
  }
}
