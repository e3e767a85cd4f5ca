package profilegateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;

/** Whose page a request comes from, as far as its browser says so. */
final class Origin {
  private Origin() {}

  /**
   * Whether it comes from a page of the gateway's own origin. Only a browser can say so in {@code Sec-Fetch-Site}, and it
   * says so too where something in front has changed {@code Host}; older ones are known by that.
   */
  static boolean isOwn(HttpServerRequest request) {
    List<String> sites = request.headers().getAll("Sec-Fetch-Site");
    if (!sites.isEmpty()) {
      return sites.equals(List.of("same-origin"));
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    String host = request.getHeader(HttpHeaders.HOST);
    // Not by the scheme: TLS ends in front of the gateway.
    return origin != null
        && host != null
        && (origin.equalsIgnoreCase("https://" + withoutPort(host, ":443"))
            || origin.equalsIgnoreCase("http://" + withoutPort(host, ":80")));
  }

  /**
   * Whether a page of another origin had it sent without asking to read the answer, as a link, an image or a script does.
   * It says no {@code Origin} then; one that is allowed does.
   */
  static boolean isForeign(HttpServerRequest request) {
    List<String> sites = request.headers().getAll("Sec-Fetch-Site");
    return !sites.isEmpty()
        && !request.headers().contains(HttpHeaders.ORIGIN)
        && !sites.equals(List.of("same-origin"))
        && !sites.equals(List.of("none"));
  }

  private static String withoutPort(String host, String usual) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(usual) ? lower.substring(0, lower.length() - usual.length()) : lower;
  }
}
