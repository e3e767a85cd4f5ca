package profilegateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import profilegateway.config.HttpConfig;
import profilegateway.graphql.OperationResponse;

/** Sends the responses to the operations of one request: status code, cache headers and body. */
final class ResponseSender {
  private static final CharSequence EXPLAIN = HttpHeaders.createOptimized("X-Gateway-Explain");
  private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

  private final boolean mayExplain;
  private final Duration maxAge;

  ResponseSender(HttpConfig config) {
    this.mayExplain = config.explain();
    this.maxAge = config.maxAge();
  }

  /** A response that is ready to be sent. */
  record Written(int status, CharSequence cacheControl, Buffer body) {}

  Written write(Exchange exchange, GraphQlRequest request, List<OperationResponse> responses) {
    exchange.notes().answered(responses);
    boolean explain = mayExplain && "1".equals(exchange.request().headers().get(EXPLAIN));
    boolean mayBeKept = exchange.request().method().equals(HttpMethod.GET) && !explain;
    return new Written(
        StatusCodes.of(exchange.negotiation(), responses, request.batch()),
        mayBeKept ? cacheControl(responses.get(0)) : NO_STORE,
        new ResponseWriter(explain).write(responses, request.batch()));
  }

  static void send(Exchange exchange, Written written) {
    HttpServerResponse response = exchange.response();
    StatusCodes.set(response, written.status());
    response
        .headers()
        .add(HttpHeaders.CONTENT_TYPE, exchange.negotiation().contentType(written.status()))
        .add(HttpHeaders.CACHE_CONTROL, written.cacheControl());
    var unused = response.end(written.body());
  }

  /**
   * Value of {@code Cache-Control}: how long all data of the response stays fresh, at most {@link #maxAge}. A response with errors is never
   * cacheable.
   */
  private CharSequence cacheControl(OperationResponse response) {
    Duration longest = response.freshFor().compareTo(maxAge) < 0 ? response.freshFor() : maxAge;
    return response.errors().isEmpty() && longest.toSeconds() > 0
        ? "private, max-age=" + longest.toSeconds()
        : NO_STORE;
  }
}
