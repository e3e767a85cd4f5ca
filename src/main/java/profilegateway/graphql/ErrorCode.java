package profilegateway.graphql;

/** The closed list of {@code extensions.code}. */
public enum ErrorCode {
  BAD_REQUEST(400, false),
  GRAPHQL_PARSE_FAILED(400, false),
  GRAPHQL_VALIDATION_FAILED(400, false),
  OPERATION_RESOLUTION_FAILURE(400, false),
  BAD_USER_INPUT(400, false),
  UNAUTHENTICATED(401, false),
  FORBIDDEN(200, false),
  INTROSPECTION_DISABLED(403, false),
  OPERATION_LIMIT_EXCEEDED(400, false),
  PERSISTED_QUERY_NOT_FOUND(200, false),
  PERSISTED_QUERY_NOT_SUPPORTED(200, false),
  PERSISTED_QUERY_HASH_MISMATCH(400, false),
  PERSISTED_QUERY_REQUIRED(403, false),
  RATE_LIMITED(429, true),
  OVERLOADED(503, true),
  ATTRIBUTE_TYPE_MISMATCH(200, false),
  UPSTREAM_RATE_LIMITED(200, true),
  UPSTREAM_TIMEOUT(200, true),
  UPSTREAM_UNAVAILABLE(200, true),
  UPSTREAM_REFUSED(200, false),
  INTERNAL_SERVER_ERROR(500, false);

  private final int status;
  private final boolean retryable;

  ErrorCode(int status, boolean retryable) {
    this.status = status;
    this.retryable = retryable;
  }

  /** The HTTP status of an answer that consists of such an error alone; 200 for one that only ever concerns a field. */
  public int status() {
    return status;
  }

  /** Whether the same request may succeed later. */
  public boolean retryable() {
    return retryable;
  }
}
