package profilegateway.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/** Gives each request an id, the client's own where it is well-formed, and sends it back. */
final class RequestId implements Handler<RoutingContext> {
  private static final String HEADER = "X-Request-Id";
  private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final String KEY = RequestId.class.getName();

  @Override
  public void handle(RoutingContext request) {
    String given = request.request().getHeader(HEADER);
    String id = given != null && WELL_FORMED.matcher(given).matches()
        ? given
        : UUID.randomUUID().toString();
    request.put(KEY, id);
    request.response().putHeader(HEADER, id);
    request.next();
  }

  static String of(RoutingContext request) {
    return Objects.requireNonNull(request.get(KEY));
  }
}
