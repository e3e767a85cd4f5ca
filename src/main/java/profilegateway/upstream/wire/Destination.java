package profilegateway.upstream.wire;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;

/** Where requests go, taken apart once: to read an address for each request would take longer than to make it. Immutable. */
public final class Destination {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final String host;
  private final int port;
  private final boolean isSecure;
  private final String path;

  private Destination(String host, int port, boolean isSecure, String path) {
    this.host = host;
    this.port = port;
    this.isSecure = isSecure;
    this.path = path;
  }

  /** {@code address} is absolute, of http or https, and without a query, as settings have it. */
  public static Destination of(URI address) {
    boolean isSecure = address.getScheme().equalsIgnoreCase("https");
    int usual = isSecure ? HTTPS : HTTP;
    return new Destination(
        address.getHost(),
        address.getPort() == -1 ? usual : address.getPort(),
        isSecure,
        address.getRawPath());
  }

  /** What every request to the address itself has in common, as {@link #request(HttpMethod, String)}. */
  public RequestOptions request(HttpMethod method) {
    return request(method, "");
  }

  /**
   * What every request has in common; redirects are not followed, so that a token never goes to another host.
   *
   * @param more of the path, and the query: what comes after the address
   */
  public RequestOptions request(HttpMethod method, String more) {
    String target = path + more;
    return new RequestOptions()
        .setMethod(method)
        .setHost(host)
        .setPort(port)
        .setSsl(isSecure)
        .setURI(target.startsWith("/") ? target : "/" + target)
        .setFollowRedirects(false)
        .putHeader(HttpHeaders.ACCEPT, "application/json");
  }
}
