package profilegateway.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/**
 * What browsers must not do with any answer: guess what it is, show it in a frame, run what stands in it, tell others where
 * somebody came from, or hand it to a page of another origin that embeds it.
 */
final class SecurityHeaders {
  /** Replaced where there is a page to be shown. */
  static final CharSequence POLICY = HttpHeaders.createOptimized("Content-Security-Policy");

  private static final CharSequence NOTHING = HttpHeaders.createOptimized(
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");

  private static final CharSequence CONTENT_TYPE_OPTIONS =
      HttpHeaders.createOptimized("X-Content-Type-Options");
  private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");
  private static final CharSequence FRAME_OPTIONS = HttpHeaders.createOptimized("X-Frame-Options");
  private static final CharSequence DENY = HttpHeaders.createOptimized("DENY");
  private static final CharSequence REFERRER_POLICY =
      HttpHeaders.createOptimized("Referrer-Policy");
  private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");
  private static final CharSequence RESOURCE_POLICY =
      HttpHeaders.createOptimized("Cross-Origin-Resource-Policy");
  private static final CharSequence SAME_ORIGIN = HttpHeaders.createOptimized("same-origin");

  /** Checked once, and not again for every answer. */
  private static final MultiMap ALL = HttpHeaders.headers()
      .add(CONTENT_TYPE_OPTIONS, NO_SNIFF)
      .add(FRAME_OPTIONS, DENY)
      .add(REFERRER_POLICY, NO_REFERRER)
      .add(RESOURCE_POLICY, SAME_ORIGIN)
      .add(POLICY, NOTHING)
      .copy(false);

  private SecurityHeaders() {}

  /** Gives them to an answer that has no headers yet. */
  static void addTo(HttpServerResponse response) {
    response.headers().setAll(ALL);
  }
}
