package profilegateway.config.declared;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import profilegateway.config.HttpAddress;
import profilegateway.config.kinds.Kind;
import profilegateway.config.kinds.Refused;

/** Which pages may ask. */
final class BrowserSettings {
  private static final Section SECTION = new Section();
  private static final String ORIGINS =
      "origins such as https://shop.example.com, with commas between them";

  static final Setting<List<String>> CORS_ORIGINS = SECTION.add(
      "GATEWAY_CORS_ORIGINS",
      Kind.one(ORIGINS, BrowserSettings::origin).list(ORIGINS),
      Fallback.none(),
      "origins whose pages may ask, besides the gateway's own");

  static final List<Setting<?>> ALL = SECTION.settings();

  private BrowserSettings() {}

  /** As browsers write it: in lower case, without the port that its scheme has anyway. */
  private static String origin(String text) throws Refused {
    if (text.equals("*") || text.equals("null")) {
      throw new Refused(text, "is any page there is: name those that are meant");
    }
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException wrong) {
      throw new Refused(null, "is not an origin");
    }
    boolean isBare = url.getScheme() != null
        && url.getHost() != null
        && url.getRawUserInfo() == null
        && url.getRawPath().isEmpty()
        && url.getRawQuery() == null
        && url.getRawFragment() == null;
    if (!isBare) {
      throw new Refused(
          text.contains("@") ? null : text, "is not scheme, host and port, and nothing else");
    }
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    boolean isUsual = url.getPort() == -1
        || (scheme.equals("https") && url.getPort() == 443)
        || (scheme.equals("http") && url.getPort() == 80);
    return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT)
        + (isUsual ? "" : ":" + url.getPort());
  }

  static Set<String> corsOrigins(Values values) {
    return Set.copyOf(values.list(CORS_ORIGINS));
  }

  /** Those whose pages somebody on the way can write. */
  static List<String> unprotected(Values values) {
    return values.list(CORS_ORIGINS).stream()
        .filter(origin -> origin.startsWith("http://")
            && !HttpAddress.isLoopback(String.valueOf(URI.create(origin).getHost())))
        .toList();
  }
}
