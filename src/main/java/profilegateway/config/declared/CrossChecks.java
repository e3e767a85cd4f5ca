package profilegateway.config.declared;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import profilegateway.config.HttpAddress;

/** Checks settings against each other. A setting that is invalid by itself is skipped. */
public final class CrossChecks {
  private static final List<String> EVERY_ADDRESS = List.of("0.0.0.0", "::");

  private final Values values;

  private CrossChecks(Values values) {
    this.values = values;
  }

  public static void check(Values values) {
    if (values.mode() == Mode.PURGE) {
      new CrossChecks(values).managementPortIsKnown();
    }
    if (values.mode().isServe()) {
      CrossChecks checks = new CrossChecks(values);
      TimeLimits.check(values);
      checks.portDiffers(
          GatewaySettings.MANAGEMENT_HOST,
          GatewaySettings.MANAGEMENT_PORT,
          GatewaySettings.HOST,
          GatewaySettings.PORT);
      checks.sandboxViewerNeedsTheSandbox();
      AskedSandbox.check(values);
      checks.managementOffLoopbackNeedsAToken();
      checks.copiesInRedisNeedRedisAndKeys();
      new AccessChecks(values).check();
      PersistedChecks.check(values);
      if (values.mode().hasSandbox()) {
        checks.sandboxMode();
      }
    }
  }

  private void sandboxMode() {
    staysOnThisMachine(MparticleSettings.API_URL);
    staysOnThisMachine(MparticleSettings.TOKEN_URL);
    portDiffers(
        SandboxSettings.HOST, SandboxSettings.PORT, GatewaySettings.HOST, GatewaySettings.PORT);
    portDiffers(
        SandboxSettings.HOST,
        SandboxSettings.PORT,
        GatewaySettings.MANAGEMENT_HOST,
        GatewaySettings.MANAGEMENT_PORT);
  }

  private void portDiffers(
      Setting<String> host,
      Setting<Integer> port,
      Setting<String> otherHost,
      Setting<Integer> otherPort) {
    Integer number = values.find(port);
    if (number != null
        && number != 0
        && number.equals(values.find(otherPort))
        && isShared(values.find(host), values.find(otherHost))) {
      values.refuse(port, "is " + otherPort.name() + " too (" + number + "): each needs its own");
    }
  }

  private static boolean isShared(@Nullable String host, @Nullable String other) {
    return host != null
        && other != null
        && (host.equals(other) || EVERY_ADDRESS.contains(host) || EVERY_ADDRESS.contains(other));
  }

  private void sandboxViewerNeedsTheSandbox() {
    if (!values.mode().hasSandbox() && values.given(GatewaySettings.SANDBOX_VIEWER) != null) {
      values.refuse(GatewaySettings.SANDBOX_VIEWER, "has no effect without --sandbox");
    }
  }

  private void managementPortIsKnown() {
    if (Integer.valueOf(0).equals(values.find(GatewaySettings.MANAGEMENT_PORT))) {
      values.refuse(
          GatewaySettings.MANAGEMENT_PORT,
          "does not say where the gateway is: it took a free port when it started",
          "1 to 65535");
    }
  }

  private void managementOffLoopbackNeedsAToken() {
    String host = values.find(GatewaySettings.MANAGEMENT_HOST);
    if (host != null
        && !HttpAddress.isLoopback(host)
        && !values.isAttempted(GatewaySettings.MANAGEMENT_TOKEN)) {
      values.refuse(
          GatewaySettings.MANAGEMENT_HOST,
          "can be reached by others, who could purge copies and switch calls off: set GATEWAY_MANAGEMENT_TOKEN as well",
          "without a token " + String.join(", ", HttpAddress.LOOPBACK));
    }
  }

  /** Rejects an explicit {@code true} without Redis or keys. The default is to use Redis if both are configured. */
  private void copiesInRedisNeedRedisAndKeys() {
    if (values.given(CacheSettings.REDIS) == null
        || !Boolean.TRUE.equals(values.find(CacheSettings.REDIS))) {
      return;
    }
    if (!values.isAttempted(RedisSettings.URL)) {
      values.refuse(
          CacheSettings.REDIS,
          "is on, but REDIS_URL is not set: there is no Redis to keep copies in");
    } else if (!values.isAttempted(CacheSettings.KEYS)) {
      values.refuse(
          CacheSettings.REDIS,
          "is on, but GATEWAY_CACHE_KEYS is not set: copies lie in Redis sealed, or not at all");
    }
  }

  /** Rejects addresses of other machines: with --sandbox callers need no token, so profiles of a real account must not be served. */
  private void staysOnThisMachine(Setting<URI> setting) {
    URI url = values.find(setting);
    if (values.given(setting) != null && url != null && !HttpAddress.isLoopback(url.getHost())) {
      values.refuse(
          setting,
          "refused: with --sandbox callers need no token, so profiles come from this machine only",
          "leave it out, or a URL on " + String.join(", ", HttpAddress.LOOPBACK));
    }
  }
}
