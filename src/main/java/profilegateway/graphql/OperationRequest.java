package profilegateway.graphql;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Span;

/**
 * One GraphQL operation as it came in.
 *
 * @param id the id of the request that brought it, for the log
 * @param query the document
 * @param operationName which of its operations; null when it has one only
 * @param variables JSON values by name; numbers are {@code Number}s
 * @param span what it is part of in a trace
 */
public record OperationRequest(
    String id,
    String query,
    @Nullable String operationName,
    Map<String, @Nullable Object> variables,
    Span span) {

  /** An operation that nobody traces. */
  public OperationRequest(
      String id,
      String query,
      @Nullable String operationName,
      Map<String, @Nullable Object> variables) {
    this(id, query, operationName, variables, Span.NONE);
  }

  @Override
  public String toString() {
    return "OperationRequest[" + id + "]";
  }
}
