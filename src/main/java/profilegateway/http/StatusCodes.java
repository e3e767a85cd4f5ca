package profilegateway.http;

import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import profilegateway.graphql.OperationResponse;

/** Chooses the status code of a GraphQL response (GraphQL over HTTP, September 2026 edition, Status Codes). */
final class StatusCodes {
  /** The response has {@code data} and {@code errors}. The edition defines the code; IANA has not registered it. */
  static final int PARTIAL_SUCCESS = 294;

  /** The request is valid JSON, but not a well-formed GraphQL request, or not one for this schema. */
  static final int UNPROCESSABLE = 422;

  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int INTERNAL_SERVER_ERROR = 500;

  private StatusCodes() {}

  /** Status of the response to one operation. */
  static int of(Negotiation negotiated, OperationResponse response) {
    if (response.executed()) {
      return negotiated == Negotiation.GRAPHQL_RESPONSE && !response.errors().isEmpty()
          ? PARTIAL_SUCCESS
          : OK;
    }
    int status = response.errors().get(0).code().status();
    return negotiated == Negotiation.JSON && status != INTERNAL_SERVER_ERROR ? OK : status;
  }

  /** Status of the response to a whole request. A batch, which the edition does not define, always gets 200. */
  static int of(Negotiation negotiated, List<OperationResponse> responses, boolean batch) {
    return batch ? OK : of(negotiated, responses.get(0));
  }

  /** Status of a response that consists of one error of the whole request. */
  static int of(Negotiation negotiated, HttpError error) {
    return negotiated == Negotiation.JSON && error.status() == UNPROCESSABLE
        ? BAD_REQUEST
        : error.status();
  }

  /** Sets the status code, and its reason phrase if the HTTP library does not know the code. */
  static void set(HttpServerResponse response, int status) {
    response.setStatusCode(status);
    if (status == PARTIAL_SUCCESS) {
      response.setStatusMessage("Partial Success");
    }
  }
}
