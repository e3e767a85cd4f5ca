package profilegateway.observe.traces;

import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.util.Objects;
import java.util.function.BiConsumer;
import profilegateway.profile.Span;

/** A span of OpenTelemetry. What is part of it is begun from it: no thread holds a current one. */
final class TracedSpan implements Span {
  private final Tracer tracer;
  private final io.opentelemetry.api.trace.Span span;
  private final Context context;

  private TracedSpan(Tracer tracer, io.opentelemetry.api.trace.Span span, Context parent) {
    this.tracer = tracer;
    this.span = span;
    this.context = parent.with(span);
  }

  static TracedSpan begin(Tracer tracer, Context parent, Work work, String name) {
    SpanBuilder begun = tracer.spanBuilder(name).setParent(parent).setSpanKind(kind(work));
    if (work == Work.SHARED_CACHE) {
      begun.setAttribute("db.system.name", "redis");
    }
    return new TracedSpan(tracer, begun.startSpan(), parent);
  }

  private static SpanKind kind(Work work) {
    return switch (work) {
      case REQUEST -> SpanKind.SERVER;
      case OPERATION, BATCH -> SpanKind.INTERNAL;
      case CALL, SHARED_CACHE -> SpanKind.CLIENT;
    };
  }

  @Override
  public Span begin(Work work, String name) {
    return begin(tracer, context, work, name);
  }

  /** Also when it is over: it may have parts that outlast it. */
  @Override
  public boolean isKept() {
    return span.getSpanContext().isSampled();
  }

  @Override
  public void note(String name, String value) {
    span.setAttribute(name, value);
  }

  @Override
  public void note(String name, long value) {
    span.setAttribute(name, value);
  }

  @Override
  public void failed(String type) {
    span.setStatus(StatusCode.ERROR);
    span.setAttribute("error.type", type);
  }

  @Override
  public void joined(Span other) {
    if (other instanceof TracedSpan traced && traced.span != span) {
      span.addLink(traced.span.getSpanContext());
    }
  }

  @Override
  public void end() {
    span.end();
  }

  /** Without baggage, which may be anything, and is of no use to the API. */
  @Override
  public void passOn(BiConsumer<String, String> headers) {
    W3CTraceContextPropagator.getInstance()
        .inject(
            context, headers, (to, name, value) -> Objects.requireNonNull(to).accept(name, value));
  }

  @Override
  public String traceId() {
    return span.getSpanContext().getTraceId();
  }
}
