package profilegateway.http;

import org.jspecify.annotations.Nullable;
import profilegateway.profile.Span;

/** Follows requests from outside. */
public interface Tracing {
  /** Follows none. */
  Tracing NONE = (name, traceParent, traceState) -> Span.NONE;

  /**
   * Begins to follow a request.
   *
   * @param name its method, and its route where that is one of a few
   * @param traceParent as the request says; null where it does not
   * @param traceState as the request says; null where it does not
   */
  Span request(String name, @Nullable String traceParent, @Nullable String traceState);
}
