package profilegateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Lets pages ask that are of the gateway's own origin, or of one that is allowed (Fetch standard, CORS protocol). Others
 * are refused, before anything is executed. Whoever is no browser sends no {@code Origin}, and is not concerned.
 */
final class CrossOrigin implements Step {
  /** What a page's code may read besides the body. */
  private static final String EXPOSED = "Retry-After, WWW-Authenticate, X-Request-Id";

  /** As long as Chromium keeps it. */
  private static final String PREFLIGHT_SECONDS = "7200";

  private static final Pattern HEADER_NAMES = Pattern.compile(
      "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}( *, *[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}){0,49}");

  private final Set<String> allowed;

  /** Allows {@code origins}, as browsers write them. */
  CrossOrigin(Set<String> origins) {
    this.allowed = origins;
  }

  @Override
  public boolean passes(Exchange exchange) {
    HttpServerRequest request = exchange.request();
    if (!request.headers().contains(HttpHeaders.ORIGIN)) {
      return true;
    }
    List<String> origins = request.headers().getAll(HttpHeaders.ORIGIN);
    if (origins.size() == 1 && allowed.contains(origins.get(0))) {
      return allow(exchange, origins.get(0));
    }
    if (origins.size() == 1 && Origin.isOwn(request)) {
      return true;
    }
    Answers.end(
        exchange,
        HttpError.of(
            403,
            "Pages of this origin may not ask this gateway; its operator can allow them (GATEWAY_CORS_ORIGINS)."));
    return false;
  }

  /** Says so to the browser; a preflight is answered with that. */
  private static boolean allow(Exchange exchange, String origin) {
    HttpServerRequest request = exchange.request();
    HttpServerResponse response = exchange
        .response()
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
        .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    boolean isPreflight = request.method().equals(HttpMethod.OPTIONS)
        && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    if (!isPreflight) {
      return true;
    }
    response
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST")
        .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, PREFLIGHT_SECONDS);
    // Any: tracing alone has a dozen, and a page that may ask may say what it likes.
    String headers = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
    if (headers != null && HEADER_NAMES.matcher(headers).matches()) {
      response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, headers);
    }
    response.setStatusCode(204).end();
    return false;
  }
}
