package profilegateway.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import profilegateway.config.Limit;
import profilegateway.graphql.limits.Limits;
import profilegateway.profile.Bug;

/** Answers that are one error: whatever goes wrong, the client gets JSON. */
final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  private Answers() {}

  /** Ends a request with an error. */
  static void end(RoutingContext routed, HttpError error) {
    end(Exchange.of(routed), error);
  }

  /** Ends a request with an error, in the form that was negotiated. */
  static void end(Exchange exchange, HttpError error) {
    exchange.refused(error.code());
    end(exchange.response(), error, exchange.negotiation());
  }

  /** Ends a request that failed for a bug, and logs that. */
  static void endBug(Exchange exchange, Throwable bug) {
    LOG.error("request {} failed", exchange.id(), Bug.of(bug));
    end(exchange, HttpError.internal(exchange.id()));
  }

  /**
   * Ends a request that failed on its way through the routes.
   *
   * @param nothingHere what is said of a path that leads nowhere
   */
  static void endFailed(RoutingContext routed, Exchange exchange, String nothingHere) {
    int status = routed.statusCode();
    if (routed.failure() instanceof IOException && routed.response().closed()) {
      // Its client left in the middle of a file.
      return;
    }
    if (routed.failure() != null && status >= 500) {
      endBug(exchange, routed.failure());
      return;
    }
    end(
        exchange,
        switch (status) {
          case 404 -> HttpError.of(404, nothingHere);
          case 413 -> HttpError.of(413, "The body is larger than this gateway takes.");
          default ->
            status >= 400 && status < 500
                ? HttpError.of(status, "The request cannot be understood.")
                : HttpError.internal(exchange.id());
        });
  }

  /** Ends a request that is not even HTTP as it should be, and closes its connection. */
  static void endInvalid(Exchange exchange, Limits limits) {
    HttpServerRequest request = exchange.request();
    request
        .response()
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
        .putHeader(HttpHeaders.VARY, Routes.VARY);
    end(exchange, invalid(request.decoderResult().cause(), limits));
    request.connection().close();
  }

  /** Ends a request that does not come in whole, and closes its connection. */
  static void endSlow(HttpServerRequest request, Duration limit) {
    if (!request.response().ended()) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      end(
          request.response(),
          HttpError.of(
              408,
              "The request took longer than " + limit.toMillis()
                  + " ms to come; that is the limit."),
          negotiation(request));
    }
    request.connection().close();
  }

  /** The form of the response to a request that never reached the GraphQL handler. */
  private static Negotiation negotiation(HttpServerRequest request) {
    Negotiation accepted =
        Routes.isGraphQl(request) ? Negotiation.of(request, Negotiation.JSON) : null;
    return accepted == null ? Negotiation.JSON : accepted;
  }

  private static HttpError invalid(@Nullable Throwable cause, Limits limits) {
    if (cause instanceof TooLongHttpLineException) {
      return HttpError.of(414, "The address is longer than this gateway takes: use POST.");
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return HttpError.of(431, limits.refusalBeyond(Limit.HEADER_BYTES));
    }
    return HttpError.badRequest("The request is not valid HTTP.");
  }

  private static void end(HttpServerResponse response, HttpError error, Negotiation negotiated) {
    if (response.ended() || response.closed()) {
      return;
    }
    int status = StatusCodes.of(negotiated, error);
    error.headers().forEach(response::putHeader);
    StatusCodes.set(response, status);
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, negotiated.contentType(status))
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(ResponseWriter.write(error.error()));
  }
}
