package profilegateway.http;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/** The header {@code Expect: 100-continue} of a request (RFC 9110, 10.1.1). Other expectations are ignored, as that section permits. */
final class Expectation {
  private static final String NO_BODY = "0";

  private Expectation() {}

  /** Whether the client may wait for {@code 100 Continue} before it sends a body. HTTP/1.0 has no such status. */
  static boolean isPending(HttpServerRequest request) {
    MultiMap headers = request.headers();
    return headers.contains(HttpHeaders.EXPECT)
        && request.version() == HttpVersion.HTTP_1_1
        && headers.contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)
        && hasBody(headers);
  }

  /**
   * A handler that sends {@code 100 Continue} before a body handler of Vert.x reads the body, unless the declared length of the body
   * exceeds {@code mostBytes}. It also removes {@code Expect}, because the body handler would reject an unknown expectation.
   */
  static Handler<RoutingContext> meet(int mostBytes) {
    return routed -> {
      HttpServerRequest request = routed.request();
      if (BoundedBody.length(request) <= mostBytes) {
        Exchange.of(routed).sendContinue();
        request.headers().remove(HttpHeaders.EXPECT);
      }
      routed.next();
    };
  }

  private static boolean hasBody(MultiMap headers) {
    String length = headers.get(HttpHeaders.CONTENT_LENGTH);
    return headers.contains(HttpHeaders.TRANSFER_ENCODING)
        || (length != null && !length.equals(NO_BODY));
  }
}
