package profilegateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import profilegateway.config.Limit;
import profilegateway.graphql.limits.Limits;

/**
 * Refuses a body that says that it is too large before any of it is read. One that does not say it is read up to the
 * limit, by the handler after this one.
 */
final class BodyLimit implements Handler<RoutingContext> {
  private static final String KEY = BodyLimit.class.getName();

  private final Limits limits;

  BodyLimit(Limits limits) {
    this.limits = limits;
  }

  @Override
  public void handle(RoutingContext request) {
    String refusal = limits.refusal(Limit.BODY_BYTES, length(request)).orElse(null);
    if (refusal != null) {
      Answers.end(request, HttpError.of(413, refusal));
      return;
    }
    request.put(KEY, limits);
    request.next();
  }

  /** What to say of a body that turned out to be too large. */
  static String refusal(RoutingContext request) {
    Limits limits = request.get(KEY);
    return limits == null
        ? "The body is larger than this gateway takes."
        : limits.refusalBeyond(Limit.BODY_BYTES);
  }

  private static long length(RoutingContext request) {
    @Nullable String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }
}
