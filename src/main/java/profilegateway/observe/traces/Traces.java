package profilegateway.observe.traces;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import profilegateway.http.Tracing;
import profilegateway.profile.Span;

/**
 * Traces of requests, sent to where OpenTelemetry's variables say; where they say nothing, none are made, and what a request
 * brings is handed on. Shared by all event loops, none of which waits for a trace to be sent.
 */
public final class Traces implements Tracing {
  private static final Logger LOG = LoggerFactory.getLogger(Traces.class);
  private static final long LONGEST_END_SECONDS = 3;

  private final @Nullable OpenTelemetrySdk sdk;
  private final @Nullable Tracer tracer;

  private Traces(@Nullable OpenTelemetrySdk sdk) {
    this.sdk = sdk;
    this.tracer = sdk == null ? null : sdk.getTracer("profilegateway");
  }

  /**
   * Opens what the variables ask for. What is wrong with them is logged, and there are no traces then: platforms set them for
   * all that runs on them, and none of that is a reason not to serve.
   *
   * @param variables those of the environment that begin with {@code OTEL_}
   */
  public static Traces open(Map<String, String> variables) {
    TraceVariables asked = new TraceVariables(variables);
    if (!asked.wantTraces()) {
      return new Traces(null);
    }
    try {
      return new Traces(asked.open());
    } catch (RuntimeException wrong) {
      LOG.warn("No traces are made: the OTEL_ variables cannot be used ({})", asked.problem(wrong));
      return new Traces(null);
    }
  }

  @Override
  public Span request(String name, @Nullable String traceParent, @Nullable String traceState) {
    if (tracer == null) {
      return PassedOn.of(traceParent, traceState);
    }
    Context parent = W3CTraceContextPropagator.getInstance()
        .extract(Context.root(), new Headers(traceParent, traceState), Headers.GETTER);
    return TracedSpan.begin(tracer, parent, Span.Work.REQUEST, name);
  }

  /** Sends what has not been sent yet, within a few seconds. Never fails. */
  public Future<Void> close() {
    if (sdk == null) {
      return Future.succeededFuture();
    }
    Promise<Void> closed = Promise.promise();
    CompletableResultCode shutdown = sdk.shutdown();
    var unused = shutdown.whenComplete(closed::tryComplete);
    return closed.future().timeout(LONGEST_END_SECONDS, TimeUnit.SECONDS).otherwiseEmpty();
  }

  private record Headers(
      @Nullable String traceParent, @Nullable String traceState) {
    private static final TextMapGetter<Headers> GETTER = new TextMapGetter<>() {
      @Override
      @SuppressWarnings("deprecation") // The method is deprecated and still abstract.
      public Iterable<String> keys(Headers headers) {
        return List.of("traceparent", "tracestate");
      }

      @Override
      public @Nullable String get(@Nullable Headers headers, String name) {
        if (headers == null) {
          return null;
        }
        return switch (name) {
          case "traceparent" -> headers.traceParent();
          case "tracestate" -> headers.traceState();
          default -> null;
        };
      }
    };
  }
}
