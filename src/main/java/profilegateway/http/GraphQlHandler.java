package profilegateway.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import profilegateway.access.Callers;
import profilegateway.config.HttpConfig;
import profilegateway.graphql.OperationRequest;
import profilegateway.graphql.OperationResponse;
import profilegateway.graphql.Operations;

/** GraphQL over HTTP: reads operations, has them executed, writes their answers. */
final class GraphQlHandler implements Handler<RoutingContext> {
  private static final Logger LOG = LoggerFactory.getLogger(GraphQlHandler.class);
  private static final String EXPLAIN = "X-Gateway-Explain";

  private final Operations operations;
  private final Callers callers;
  private final RequestReader reader;
  private final boolean mayExplain;

  GraphQlHandler(Operations operations, Callers callers, HttpConfig config) {
    this.operations = operations;
    this.callers = callers;
    this.reader = new RequestReader(config.batchLimit());
    this.mayExplain = config.explain();
  }

  @Override
  public void handle(RoutingContext request) {
    Negotiation negotiated;
    GraphQlRequest asked;
    try {
      negotiated = Negotiation.of(request.request());
      asked = read(request);
    } catch (HttpError.Thrown wrong) {
      Answers.end(request, wrong.error());
      return;
    }
    Future.all(asked.operations().stream().map(this::execute).toList())
        .onSuccess(answers -> end(request, negotiated, asked, answers.list()))
        .onFailure(bug -> {
          LOG.error("request {} failed", RequestId.of(request), bug);
          Answers.end(request, HttpError.internal(RequestId.of(request)));
        });
  }

  private GraphQlRequest read(RoutingContext request) throws HttpError.Thrown {
    HttpMethod method = request.request().method();
    if (method.equals(HttpMethod.POST)) {
      return reader.post(request);
    }
    if (!method.equals(HttpMethod.GET)) {
      throw new HttpError.Thrown(HttpError.methodNotAllowed(
          "GET, POST", "GraphQL is asked with POST, or with GET for queries."));
    }
    GraphQlRequest asked = reader.get(request);
    if (operations.isNoQuery(asked.operations().get(0))) {
      throw new HttpError.Thrown(HttpError.methodNotAllowed("POST", "GET is for queries only."));
    }
    return asked;
  }

  private Future<OperationResponse> execute(OperationRequest operation) {
    return operations.execute(operation, callers.withoutToken());
  }

  private void end(
      RoutingContext request,
      Negotiation negotiated,
      GraphQlRequest asked,
      List<OperationResponse> answers) {
    boolean explain = mayExplain && "1".equals(request.request().getHeader(EXPLAIN));
    request
        .response()
        .setStatusCode(status(negotiated, asked, answers))
        .putHeader(HttpHeaders.CONTENT_TYPE, negotiated.contentType())
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(new ResponseWriter(explain).write(answers, asked.batch()));
  }

  /** A client that takes {@code application/json} reads the status as HTTP's alone; a batch has one for all. */
  private static int status(
      Negotiation negotiated, GraphQlRequest asked, List<OperationResponse> answers) {
    if (negotiated == Negotiation.JSON || asked.batch() || answers.get(0).executed()) {
      return 200;
    }
    return answers.get(0).errors().get(0).code().status();
  }
}
