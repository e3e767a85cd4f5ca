package profilegateway.http;

import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.function.LongSupplier;
import profilegateway.graphql.ErrorCode;

/** Tells of each request when it is over. */
final class RequestEnds implements Handler<RoutingContext> {
  /** What nginx, and many after it, write down for a client that left. */
  private static final int CLIENT_LEFT = 499;

  private static final String KEY = RequestEnds.class.getName();

  private static final Set<String> ROUTES =
      Set.of("/graphql", "/graphiql", "/schema.graphqls", "/schema.graphql");
  private static final Set<HttpMethod> METHODS =
      Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.OPTIONS, HttpMethod.HEAD);

  private final HttpEvents events;
  private final LongSupplier nanoTime;

  RequestEnds(HttpEvents events, LongSupplier nanoTime) {
    this.events = events;
    this.nanoTime = nanoTime;
  }

  /** Tells that a request, or one of its operations, is refused; on the port that clients use, and nowhere else. */
  static void refused(RoutingContext request, ErrorCode code) {
    RequestNotes.of(request).failed(code);
    HttpEvents events = request.get(KEY);
    if (events != null) {
      events.refused(code);
    }
  }

  @Override
  public void handle(RoutingContext request) {
    long began = nanoTime.getAsLong();
    request.put(KEY, events);
    RequestNotes notes = RequestNotes.begin(request);
    request.addEndHandler(
        end -> events.ended(ended(request, end, nanoTime.getAsLong() - began, notes)));
    request.next();
  }

  private static EndedRequest ended(
      RoutingContext request, AsyncResult<Void> end, long nanos, RequestNotes notes) {
    HttpMethod method = request.request().method();
    String path = request.request().path();
    return new EndedRequest(
        RequestId.of(request),
        METHODS.contains(method) ? method.name() : "_OTHER",
        path != null && ROUTES.contains(path) ? path : "other",
        end.succeeded() ? request.response().getStatusCode() : CLIENT_LEFT,
        nanos,
        ClientName.of(request.request().headers()),
        notes);
  }
}
