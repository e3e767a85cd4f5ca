package profilegateway.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.access.Refusal;
import profilegateway.graphql.ErrorCode;
import profilegateway.graphql.GatewayError;

/**
 * A request that is answered with an error of the whole, whatever it asked for.
 *
 * @param status of the HTTP answer
 * @param message a sentence that says what was wrong and what would be right
 * @param headers of the HTTP answer beside the usual ones
 * @param retryAfter when to try again; null where that is not known
 */
record HttpError(
    int status,
    ErrorCode code,
    String message,
    Map<String, String> headers,
    @Nullable Duration retryAfter) {

  HttpError(int status, ErrorCode code, String message, Map<String, String> headers) {
    this(status, code, message, headers, null);
  }

  static HttpError badRequest(String message) {
    return new HttpError(400, ErrorCode.BAD_REQUEST, message, Map.of());
  }

  /** The request is JSON, or a query string, that is not a well-formed GraphQL request. */
  static HttpError malformed(String message) {
    return of(StatusCodes.UNPROCESSABLE, message);
  }

  static HttpError of(int status, String message) {
    return new HttpError(status, ErrorCode.BAD_REQUEST, message, Map.of());
  }

  static HttpError methodNotAllowed(String allowed, String message) {
    return new HttpError(405, ErrorCode.BAD_REQUEST, message, Map.of("Allow", allowed));
  }

  /** Something that is refused, in the status of its code. */
  static HttpError of(ErrorCode code, String message) {
    return new HttpError(code.status(), code, message, Map.of());
  }

  /** Something that is refused now, and not later. */
  static HttpError later(ErrorCode code, String message, Duration retryAfter) {
    long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
    return new HttpError(
        code.status(), code, message, Map.of("Retry-After", Long.toString(seconds)), retryAfter);
  }

  GatewayError error() {
    return new GatewayError(message, List.of(), null, code, retryAfter);
  }

  /** A caller who did not say who it is in a way that convinces. */
  static HttpError unauthenticated(Refusal refusal) {
    return new HttpError(
        401,
        ErrorCode.UNAUTHENTICATED,
        refusal.sentence(),
        Map.of("WWW-Authenticate", refusal.challenge()));
  }

  /** A bug: nothing is told but where its operator finds it. */
  static HttpError internal(String requestId) {
    return new HttpError(
        500,
        ErrorCode.INTERNAL_SERVER_ERROR,
        "Something went wrong in the gateway; its operator finds it by the request id " + requestId
            + ".",
        Map.of());
  }

  /** Thrown where a request is read. */
  static final class Thrown extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient HttpError error;

    Thrown(HttpError error) {
      super(error.message(), null, false, false);
      this.error = error;
    }

    HttpError error() {
      return error;
    }
  }
}
