package profilegateway.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.access.persisted.AskedDocument;
import profilegateway.access.persisted.KnownDocument;
import profilegateway.graphql.OperationRequest;
import profilegateway.profile.Span;

/**
 * One operation as a request asks for it, by text or by id.
 *
 * @param requestId the id of the request that brought it, for the log
 * @param operationName which of the document's operations; null when it has one only
 * @param variables JSON values by name; numbers are {@code Number}s
 */
record AskedOperation(
    String requestId,
    AskedDocument document,
    @Nullable String operationName,
    Map<String, @Nullable Object> variables) {

  /** The same, once its text is known, as part of {@code span}. */
  OperationRequest of(KnownDocument known, Span span) {
    return new OperationRequest(requestId, known.text(), operationName, variables, span);
  }

  @Override
  public String toString() {
    return "AskedOperation[" + requestId + "]";
  }
}
