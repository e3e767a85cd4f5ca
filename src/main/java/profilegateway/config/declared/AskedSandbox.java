package profilegateway.config.declared;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import profilegateway.config.declared.Fallback.OtherSettings;
import profilegateway.config.kinds.NetworkKinds;

/** Whether all profiles come from a sandbox. Its people are made up, so defaults may be open. */
final class AskedSandbox {
  private static final String MPARTICLE = "mparticle.com";

  static final Setting<URI> URL = Setting.of(
      "GATEWAY_SANDBOX_URL",
      NetworkKinds.url(),
      Fallback.none(),
      "where a sandbox runs elsewhere: a gateway that asks it, and not mParticle, is as open as one with --sandbox");

  private AskedSandbox() {}

  /** Whether the gateway calls only a sandbox: in this process, or at {@code GATEWAY_SANDBOX_URL}. */
  static boolean isAsked(OtherSettings values) {
    if (values.mode().hasSandbox()) {
      return true;
    }
    URI sandbox = values.find(URL);
    return sandbox != null
        && !isMparticle(sandbox)
        && isAt(sandbox, values.find(MparticleSettings.API_URL))
        && isAt(sandbox, values.find(MparticleSettings.TOKEN_URL));
  }

  static void check(Values values) {
    URI sandbox = values.find(URL);
    if (sandbox == null) {
      return;
    }
    if (values.mode().hasSandbox()) {
      values.refuse(URL, "has no effect with --sandbox");
    } else if (isMparticle(sandbox)) {
      values.refuse(
          URL,
          "is the address of mParticle itself, which holds profiles of real people; a sandbox was expected");
    }
  }

  private static boolean isAt(URI sandbox, @Nullable URI url) {
    return url != null
        && sandbox.getScheme().equalsIgnoreCase(url.getScheme())
        && sandbox.getHost().equalsIgnoreCase(url.getHost())
        && sandbox.getPort() == url.getPort();
  }

  private static boolean isMparticle(URI url) {
    return ("." + url.getHost().toLowerCase(Locale.ROOT)).endsWith("." + MPARTICLE);
  }
}
