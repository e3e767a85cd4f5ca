package profilegateway.httpclient;

import java.net.URI;

/**
 * The address of a server, parsed once: parsing it for each request would take longer than building the request. Immutable.
 *
 * @param path prefix of each request target, percent-encoded, without a query; may be empty
 */
record Endpoint(String host, int port, boolean isSecure, String path) {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** Parses an absolute http or https address; ignores its query. */
  static Endpoint of(URI address) {
    boolean isSecure = address.getScheme().equalsIgnoreCase("https");
    int defaultPort = isSecure ? HTTPS : HTTP;
    return new Endpoint(
        address.getHost(),
        address.getPort() == -1 ? defaultPort : address.getPort(),
        isSecure,
        address.getRawPath());
  }

  /**
   * The request target (RFC 9112, 3.2.1).
   *
   * @param more appended to the address: the rest of the path, and the query
   */
  String target(String more) {
    String target = path + more;
    return target.startsWith("/") ? target : "/" + target;
  }
}
