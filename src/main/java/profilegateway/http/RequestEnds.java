package profilegateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.function.LongSupplier;
import profilegateway.graphql.ErrorCode;
import profilegateway.profile.Span;

/** Follows each request, and tells of it when it is over. */
final class RequestEnds implements Handler<RoutingContext> {
  /** What nginx, and many after it, write down for a client that left. */
  private static final int CLIENT_LEFT = 499;

  private static final String KEY = RequestEnds.class.getName();
  private static final String OTHER = "other";

  private static final Set<String> ROUTES =
      Set.of("/graphql", "/graphiql", "/schema.graphqls", "/schema.graphql");
  private static final Set<HttpMethod> METHODS =
      Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.OPTIONS, HttpMethod.HEAD);

  private final HttpEvents events;
  private final Tracing tracing;
  private final LongSupplier nanoTime;

  RequestEnds(HttpEvents events, Tracing tracing, LongSupplier nanoTime) {
    this.events = events;
    this.tracing = tracing;
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
    String method = method(request.request());
    String route = route(request.request());
    RequestNotes notes = RequestNotes.begin(request, begin(request.request(), method, route));
    request.addEndHandler(end -> {
      int status = end.succeeded() ? request.response().getStatusCode() : CLIENT_LEFT;
      EndedRequest ended = new EndedRequest(
          RequestId.of(request),
          method,
          route,
          status,
          nanoTime.getAsLong() - began,
          ClientName.of(request.request().headers()),
          notes);
      end(notes.span(), ended);
      events.ended(ended);
    });
    request.next();
  }

  private Span begin(HttpServerRequest request, String method, String route) {
    boolean isKnown = !route.equals(OTHER);
    Span span = tracing.request(
        isKnown ? method + " " + route : method,
        request.getHeader("traceparent"),
        request.getHeader("tracestate"));
    if (span.isKept()) {
      span.note("http.request.method", method);
      span.note("url.scheme", "http");
      if (isKnown) {
        // A path that nobody serves may be anything.
        span.note("http.route", route);
        span.note("url.path", route);
      }
    }
    return span;
  }

  private static void end(Span span, EndedRequest ended) {
    if (span.isKept()) {
      span.note("gateway.request.id", ended.id());
      span.note("http.response.status_code", ended.status());
      if (ended.status() >= 500) {
        span.failed(Integer.toString(ended.status()));
      }
    }
    span.end();
  }

  private static String method(HttpServerRequest request) {
    return METHODS.contains(request.method()) ? request.method().name() : "_OTHER";
  }

  private static String route(HttpServerRequest request) {
    String path = request.path();
    return path != null && ROUTES.contains(path) ? path : OTHER;
  }
}
