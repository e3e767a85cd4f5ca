package profilegateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import profilegateway.access.Caller;
import profilegateway.access.Callers;
import profilegateway.graphql.ErrorCode;
import profilegateway.graphql.Operations;

/** The schema as text, for whoever may introspect: the text tells the same. */
final class SchemaText implements Handler<RoutingContext> {
  private final Operations operations;
  private final Callers callers;
  private final String sdl;

  SchemaText(Operations operations, Callers callers, String sdl) {
    this.operations = operations;
    this.callers = callers;
    this.sdl = sdl;
  }

  @Override
  public void handle(RoutingContext request) {
    Exchange exchange = Exchange.of(request);
    GraphQlHandler.identify(callers, exchange.request())
        .onSuccess(caller -> end(exchange, caller))
        .onFailure(failure -> GraphQlHandler.endFailed(exchange, failure));
  }

  private void end(Exchange exchange, Caller caller) {
    exchange.notes().calledBy(caller);
    if (!operations.mayIntrospect(caller)) {
      Answers.end(
          exchange,
          HttpError.of(ErrorCode.INTROSPECTION_DISABLED, operations.introspectionRefusal()));
      return;
    }
    exchange
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(sdl);
  }
}
