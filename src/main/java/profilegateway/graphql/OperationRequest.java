package profilegateway.graphql;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One GraphQL operation as it came in.
 *
 * @param id the id of the request that brought it, for the log
 * @param query the document
 * @param operationName which of its operations; null when it has one only
 * @param variables JSON values by name; numbers are {@code Number}s
 */
public record OperationRequest(
    String id,
    String query,
    @Nullable String operationName,
    Map<String, @Nullable Object> variables) {
  @Override
  public String toString() {
    return "OperationRequest[" + id + "]";
  }
}
