package profilegateway.graphql;

/** The closed list of {@code extensions.code}. */
public enum ErrorCode {
  BAD_REQUEST(400, false),
  GRAPHQL_PARSE_FAILED(400, false),
  GRAPHQL_VALIDATION_FAILED(422, false),
  OPERATION_RESOLUTION_FAILURE(422, false),
  BAD_USER_INPUT(422, false),
  UNAUTHENTICATED(401, false),
  FORBIDDEN(294, false),
  INTROSPECTION_DISABLED(403, false),
  OPERATION_LIMIT_EXCEEDED(400, false),
  PERSISTED_QUERY_NOT_FOUND(200, false),
  PERSISTED_QUERY_NOT_SUPPORTED(200, false),
  PERSISTED_QUERY_HASH_MISMATCH(400, false),
  PERSISTED_QUERY_REQUIRED(403, false),
  RATE_LIMITED(429, true),
  OVERLOADED(503, true),
  ATTRIBUTE_TYPE_MISMATCH(294, false),
  UPSTREAM_RATE_LIMITED(294, true),
  UPSTREAM_TIMEOUT(294, true),
  UPSTREAM_UNAVAILABLE(294, true),
  UPSTREAM_REFUSED(294, false),
  INTERNAL_SERVER_ERROR(500, false);

  private final int status;
  private final boolean retryable;

  ErrorCode(int status, boolean retryable) {
    this.status = status;
    this.retryable = retryable;
  }

  /**
   * Status code of a response without {@code data} whose first error has this code, for a client that accepts
   * {@code application/graphql-response+json}. 294 for a code that only field errors have: their response always has {@code data}.
   */
  public int status() {
    return status;
  }

  /** Whether the same request may succeed later. */
  public boolean retryable() {
    return retryable;
  }
}
