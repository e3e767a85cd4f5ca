package profilegateway.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import profilegateway.profile.Span;

/** Begins exchanges: gives each its id, and follows it to its end. Shared by all event loops. */
public final class Exchanges {
  private static final String OTHER = "other";

  private static final Set<String> ROUTES =
      Set.of("/graphql", "/graphiql", "/schema.graphqls", "/schema.graphql");

  private static final Map<HttpMethod, String> METHODS = Map.of(
      HttpMethod.GET, "GET",
      HttpMethod.POST, "POST",
      HttpMethod.OPTIONS, "OPTIONS",
      HttpMethod.HEAD, "HEAD");

  private final HttpEvents events;
  private final Tracing tracing;
  private final BooleanSupplier isDraining;
  private final LongSupplier nanoTime;

  /** Those of a port of which {@code events} are told; connections end with their next answer once {@code admission} is draining. */
  public Exchanges(HttpEvents events, Tracing tracing, Admission admission, LongSupplier nanoTime) {
    this(events, tracing, admission::isDraining, nanoTime);
  }

  private Exchanges(
      HttpEvents events, Tracing tracing, BooleanSupplier isDraining, LongSupplier nanoTime) {
    this.events = events;
    this.tracing = tracing;
    this.isDraining = isDraining;
    this.nanoTime = nanoTime;
  }

  /** Those of a port of which nobody is told. */
  public static Exchanges untold() {
    return new Exchanges(new HttpEvents() {}, Tracing.NONE, () -> false, System::nanoTime);
  }

  /** Takes on a request that no router knows. */
  Exchange begin(HttpServerRequest request) {
    Exchange exchange = exchange(request);
    exchange.follow();
    return exchange;
  }

  /** Takes on a request that a router has. */
  void begin(RoutingContext routed) {
    exchange(routed.request()).putInto(routed);
    routed.next();
  }

  /** That of a request that failed: a router does so with an odd path before anything else. */
  Exchange failed(RoutingContext routed) {
    if (!Exchange.isIn(routed)) {
      exchange(routed.request()).putInto(routed);
    }
    return Exchange.of(routed);
  }

  private Exchange exchange(HttpServerRequest request) {
    long began = now();
    String id = RequestId.of(request);
    request.response().headers().add(RequestId.HEADER, id);
    String method = METHODS.getOrDefault(request.method(), "_OTHER");
    String route = route(request);
    Exchange exchange =
        new Exchange(this, request, id, method, route, span(request, method, route), began);
    if (isDraining.getAsBoolean()) {
      exchange.endConnection();
    }
    exchange.endConnectionUnlessContinued();
    return exchange;
  }

  HttpEvents events() {
    return events;
  }

  long now() {
    return nanoTime.getAsLong();
  }

  private Span span(HttpServerRequest request, String method, String route) {
    if (tracing == Tracing.NONE) {
      return Span.NONE;
    }
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

  private static String route(HttpServerRequest request) {
    String path = request.path();
    return path != null && ROUTES.contains(path) ? path : OTHER;
  }
}
