package profilegateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/**
 * Refuses what a page has its browser send: operators use programs. Browsers add {@code Origin} to every POST, also when a
 * page has made its own name point at this machine.
 */
final class NoPages implements Handler<RoutingContext> {
  @Override
  public void handle(RoutingContext routed) {
    if (routed.request().headers().contains(HttpHeaders.ORIGIN)) {
      Answers.end(routed, HttpError.of(403, "The management port is not for pages in browsers."));
    } else {
      routed.next();
    }
  }
}
