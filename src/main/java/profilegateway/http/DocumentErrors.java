package profilegateway.http;

import java.util.List;
import profilegateway.access.persisted.DocumentRefusal;
import profilegateway.graphql.ErrorCode;
import profilegateway.graphql.GatewayError;
import profilegateway.graphql.OperationResponse;

/** What a client is told of a document that is not executed. */
final class DocumentErrors {
  private DocumentErrors() {}

  /** The first two sentences are words that clients look for: Apollo's, urql and others compare them letter by letter. */
  static OperationResponse answer(DocumentRefusal refusal) {
    return switch (refusal.reason()) {
      case NOT_FOUND -> refused(ErrorCode.PERSISTED_QUERY_NOT_FOUND, "PersistedQueryNotFound");
      case NOT_SUPPORTED ->
        refused(ErrorCode.PERSISTED_QUERY_NOT_SUPPORTED, "PersistedQueryNotSupported");
      case HASH_MISMATCH ->
        refused(
            ErrorCode.PERSISTED_QUERY_HASH_MISMATCH,
            "`sha256Hash` is not the SHA-256 of the text in `query`.");
      case NOT_TRUSTED ->
        refused(
            ErrorCode.PERSISTED_QUERY_REQUIRED,
            "This gateway executes the operations of its manifests only, and this is none of them.");
    };
  }

  private static OperationResponse refused(ErrorCode code, String message) {
    return OperationResponse.refused(List.of(GatewayError.ofRequest(code, message)));
  }
}
