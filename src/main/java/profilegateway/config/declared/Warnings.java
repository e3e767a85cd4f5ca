package profilegateway.config.declared;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import profilegateway.config.HttpAddress;
import profilegateway.config.Introspection;
import profilegateway.config.LimitsMode;

/** What is allowed, and rarely meant. */
public final class Warnings {
  private final Values values;

  private Warnings(Values values) {
    this.values = values;
  }

  /** One sentence each, for an operator; a sandbox is there to be careless in. */
  public static List<String> of(Values values) {
    return values.mode().equals(Mode.SERVE) ? new Warnings(values).all() : List.of();
  }

  private List<String> all() {
    List<String> warnings = new ArrayList<>();
    if (AccessSettings.isOpen(values)) {
      warnings.add(open());
    }
    if (values.get(GatewaySettings.GRAPHIQL)) {
      warnings.add("GATEWAY_GRAPHIQL=on: a tool for developers is served to everybody.");
    }
    if (values.get(GatewaySettings.INTROSPECTION).equals(Introspection.ON.word())) {
      warnings.add(
          "GATEWAY_INTROSPECTION=on: every caller that is let in may have the schema told.");
    }
    for (String origin : BrowserSettings.unprotected(values)) {
      warnings.add("GATEWAY_CORS_ORIGINS: " + origin
          + " is not https: whoever is on the way to it can write its pages.");
    }
    if (!values.get(LimitSettings.MODE).equals(LimitsMode.ENFORCE.word())) {
      warnings.add("GATEWAY_LIMITS=" + values.get(LimitSettings.MODE)
          + ": requests beyond the limits are counted, not refused.");
    }
    for (URI keys : values.list(AccessSettings.JWKS_URL)) {
      if ("http".equalsIgnoreCase(keys.getScheme()) && !HttpAddress.isLoopback(keys.getHost())) {
        warnings.add("GATEWAY_JWKS_URL is not https: whoever is on the way to " + keys.getHost()
            + " can make tokens that are taken.");
      }
    }
    return warnings;
  }

  private String open() {
    String host = values.get(GatewaySettings.HOST);
    String open =
        "GATEWAY_ACCESS=open: callers are not checked, and may read every profile and all of it.";
    return HttpAddress.isLoopback(host)
        ? open
        : open + " THE GATEWAY LISTENS ON " + host
            + ": NOBODY BUT WHAT CHECKS CALLERS MAY REACH IT.";
  }
}
