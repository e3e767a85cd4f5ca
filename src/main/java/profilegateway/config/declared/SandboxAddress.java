package profilegateway.config.declared;

import profilegateway.config.HttpAddress;
import profilegateway.config.declared.Fallback.OtherSettings;
import profilegateway.config.kinds.NetworkKinds;

/** Address of the sandbox: defaults of other settings are URLs at this address. */
final class SandboxAddress {
  static final Setting<String> HOST = Setting.of(
      "SANDBOX_HOST",
      NetworkKinds.host(),
      Fallback.to("127.0.0.1"),
      "address the sandbox listens on");
  static final Setting<Integer> PORT = Setting.of(
      "SANDBOX_PORT", NetworkKinds.port(), Fallback.to("4010"), "port the sandbox listens on");

  private SandboxAddress() {}

  /** URL of the sandbox as configured, without a trailing slash. Port 0 stays 0: the real port is known after the start. */
  static String url(OtherSettings values) {
    String host = values.find(HOST);
    Integer port = values.find(PORT);
    return HttpAddress.url(host == null ? "127.0.0.1" : host, port == null ? 0 : port);
  }
}
