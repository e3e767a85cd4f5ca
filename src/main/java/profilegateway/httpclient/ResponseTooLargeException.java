package profilegateway.httpclient;

/** The response body exceeds {@link ClientLimits#bodyBytes()}. The connection was closed. */
public final class ResponseTooLargeException extends Exception {
  ResponseTooLargeException(int limit) {
    super("response body is larger than " + limit + " bytes", null, false, false);
  }
}
