package profilegateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * What browsers must not do with any answer: guess what it is, show it in a frame, run what stands in it, tell others where
 * somebody came from, or hand it to a page of another origin that embeds it.
 */
final class SecurityHeaders implements Handler<RoutingContext> {
  /** Replaced where there is a page to be shown. */
  static final String POLICY = "Content-Security-Policy";

  private static final String NOTHING =
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  @Override
  public void handle(RoutingContext request) {
    addTo(request.response());
    request.next();
  }

  static void addTo(HttpServerResponse response) {
    response
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
        .putHeader(POLICY, NOTHING);
  }
}
