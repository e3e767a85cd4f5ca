package profilegateway.graphql;

import graphql.language.AstPrinter;
import graphql.language.AstSignature;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import io.vertx.core.AsyncResult;
import java.util.List;
import java.util.stream.Collectors;
import profilegateway.profile.Span;

/** What a trace tells of an operation, by OpenTelemetry's conventions for GraphQL. */
record OperationSpan(Span span) {
  private static final int LONGEST = 4096;

  /**
   * Begins to follow an operation of a valid document.
   *
   * @param name one of a bounded number
   */
  static OperationSpan begin(
      OperationRequest request, Document document, OperationDefinition operation, String name) {
    Span span = request.span().begin(Span.Work.OPERATION, "query " + name);
    if (span.isKept()) {
      span.note("graphql.operation.type", "query");
      span.note("graphql.operation.name", name);
      span.note("gateway.document.hash", new DocumentHash(request.query()).hex());
      // A name that is not counted may be anything, and would stand in it.
      if (!name.equals(OperationNames.OTHER)) {
        span.note("graphql.document", shape(document, operation));
      }
    }
    return new OperationSpan(span);
  }

  /** The document without literals, aliases and names of variables, which are a client's own words. */
  private static String shape(Document document, OperationDefinition operation) {
    String shape = AstPrinter.printAstCompact(
        new AstSignature().signatureQuery(document, operation.getName()));
    return shape.length() > LONGEST ? shape.substring(0, LONGEST) : shape;
  }

  void end(AsyncResult<OperationResponse> over) {
    if (span.isKept()) {
      if (over.failed()) {
        span.failed(ErrorCode.INTERNAL_SERVER_ERROR.name());
      } else if (!over.result().errors().isEmpty()) {
        span.failed(codes(over.result().errors()));
      }
    }
    span.end();
  }

  private static String codes(List<GatewayError> errors) {
    return errors.stream()
        .map(error -> error.code().name())
        .distinct()
        .sorted()
        .collect(Collectors.joining(","));
  }
}
