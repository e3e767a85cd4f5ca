package profilegateway.observe.logs;

import java.util.Locale;
import java.util.Set;
import profilegateway.graphql.ErrorCode;
import profilegateway.http.EndedRequest;

/** Why an operator wants to know of a request. */
enum Reason {
  /** It was not given what it asked for, and somebody may come and ask why. */
  FAILED,
  /** It was given that late. */
  SLOW,
  NONE;

  private static final long SLOW_NANOS = 1_000_000_000;
  private static final int NOT_FOUND = 404;
  private static final int CLIENT_LEFT = 499;

  static Reason of(EndedRequest request) {
    Set<ErrorCode> codes = request.notes().codes();
    if (isFailure(request.status())
        || (!codes.isEmpty() && codes.stream().anyMatch(Reason::isFailure))) {
      return FAILED;
    }
    return request.nanos() > SLOW_NANOS ? SLOW : NONE;
  }

  /** Paths that nobody serves are what scanners ask for; and who left knows. */
  private static boolean isFailure(int status) {
    return status >= 400 && status != NOT_FOUND && status != CLIENT_LEFT;
  }

  private static boolean isFailure(ErrorCode code) {
    return switch (code) {
      case INTERNAL_SERVER_ERROR,
          OVERLOADED,
          UPSTREAM_RATE_LIMITED,
          UPSTREAM_TIMEOUT,
          UPSTREAM_UNAVAILABLE,
          UPSTREAM_REFUSED -> true;
      case UNAUTHENTICATED,
          FORBIDDEN,
          INTROSPECTION_DISABLED,
          OPERATION_LIMIT_EXCEEDED,
          PERSISTED_QUERY_REQUIRED,
          RATE_LIMITED -> true;
      // Mistakes of clients: after a release of theirs somebody wants to know which.
      case GRAPHQL_PARSE_FAILED,
          GRAPHQL_VALIDATION_FAILED,
          OPERATION_RESOLUTION_FAILURE,
          BAD_USER_INPUT,
          PERSISTED_QUERY_HASH_MISMATCH -> true;
      // How clients register a document, and what one attribute of one person is like.
      case PERSISTED_QUERY_NOT_FOUND, PERSISTED_QUERY_NOT_SUPPORTED, ATTRIBUTE_TYPE_MISMATCH ->
        false;
      // Told by its status: what is no mistake of a client, such as a path that is not there, has
      // it too.
      case BAD_REQUEST -> false;
    };
  }

  /** As a line has it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
