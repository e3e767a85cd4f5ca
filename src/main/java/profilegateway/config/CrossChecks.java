package profilegateway.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/** What has to hold between settings. A setting that is wrong by itself is left out. */
final class CrossChecks {
  private static final List<String> LOOPBACK = List.of("127.0.0.1", "::1", "localhost");

  private final Values values;

  private CrossChecks(Values values) {
    this.values = values;
  }

  static void check(Values values) {
    if (values.mode().isServe()) {
      CrossChecks checks = new CrossChecks(values);
      checks.tryEndsWithinTheOperation();
      checks.portsDiffer();
      checks.sandboxViewerNeedsTheSandbox();
      checks.hostIsLoopbackWithoutAccessRules();
      checks.sandboxModeStaysOnThisMachine(MparticleSettings.API_URL);
      checks.sandboxModeStaysOnThisMachine(MparticleSettings.TOKEN_URL);
    }
  }

  private void tryEndsWithinTheOperation() {
    Duration one = values.find(MparticleSettings.TRY_TIMEOUT);
    Duration operation = values.find(GatewaySettings.OPERATION_TIMEOUT);
    if (one != null && operation != null && one.compareTo(operation) > 0) {
      values.refuse(
          MparticleSettings.TRY_TIMEOUT,
          "is longer than GATEWAY_OPERATION_TIMEOUT, the whole operation (" + operation.toMillis()
              + "ms)");
    }
  }

  private void portsDiffer() {
    Integer port = values.find(GatewaySettings.PORT);
    Integer management = values.find(GatewaySettings.MANAGEMENT_PORT);
    String host = values.find(GatewaySettings.HOST);
    if (port != null
        && port != 0
        && port.equals(management)
        && host != null
        && host.equals(values.find(GatewaySettings.MANAGEMENT_HOST))) {
      values.refuse(
          GatewaySettings.MANAGEMENT_PORT,
          "is GATEWAY_PORT too (" + port + "); each needs its own");
    }
  }

  private void sandboxViewerNeedsTheSandbox() {
    if (!values.mode().hasSandbox() && values.given(GatewaySettings.SANDBOX_VIEWER) != null) {
      values.refuse(GatewaySettings.SANDBOX_VIEWER, "has no effect without --sandbox");
    }
  }

  private void hostIsLoopbackWithoutAccessRules() {
    String host = values.find(GatewaySettings.HOST);
    if (!values.mode().hasSandbox() && host != null && !LOOPBACK.contains(host)) {
      values.refuse(
          GatewaySettings.HOST,
          "refused: without --sandbox the gateway has no access rules yet, so it listens on loopback only",
          String.join(", ", LOOPBACK));
    }
  }

  /** In sandbox mode nobody needs a token: a real account's profiles must not come out of it. */
  private void sandboxModeStaysOnThisMachine(Setting<URI> setting) {
    URI url = values.find(setting);
    if (values.mode().hasSandbox()
        && values.given(setting) != null
        && url != null
        && !LOOPBACK.contains(url.getHost().replaceAll("[\\[\\]]", ""))) {
      values.refuse(
          setting,
          "refused: with --sandbox callers need no token, so profiles come from this machine only",
          "leave it out, or a URL on " + String.join(", ", LOOPBACK));
    }
  }
}
