package profilegateway.config.declared;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether profiles come from a sandbox: none of them is anybody's then, and defaults may be careless. */
final class AskedSandbox {
  private static final String MPARTICLE = "mparticle.com";

  private AskedSandbox() {}

  /** Whether a sandbox is asked, in this process or at {@code GATEWAY_SANDBOX_URL}, and nobody else. */
  static boolean isAsked(Values values) {
    if (values.mode().hasSandbox()) {
      return true;
    }
    URI sandbox = values.find(GatewaySettings.SANDBOX_URL);
    return sandbox != null
        && !isMparticle(sandbox)
        && isAt(sandbox, values.find(MparticleSettings.API_URL))
        && isAt(sandbox, values.find(MparticleSettings.TOKEN_URL));
  }

  static void check(Values values) {
    URI sandbox = values.find(GatewaySettings.SANDBOX_URL);
    if (sandbox == null) {
      return;
    }
    if (values.mode().hasSandbox()) {
      values.refuse(GatewaySettings.SANDBOX_URL, "has no effect with --sandbox");
    } else if (isMparticle(sandbox)) {
      values.refuse(
          GatewaySettings.SANDBOX_URL,
          "is no sandbox but mParticle itself, whose profiles are somebody's");
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
