package profilegateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.function.Supplier;
import profilegateway.profile.Lane;

/** {@code /health} and what is below it: for probes by its status, for people by what it says. */
final class HealthReport {
  private static final String UP = "UP";
  private static final String DOWN = "DOWN";

  private final Health health;

  private HealthReport(Health health) {
    this.health = health;
  }

  /** Alive as soon as it answers; ready when {@code health} says so. */
  static void mount(Router router, Health health) {
    HealthReport report = new HealthReport(health);
    router.get("/health/live").handler(request -> end(request, 200, status(UP)));
    router.get("/health/ready").handler(report.byPhase(JsonObject::new));
    router.get("/health").handler(report.byPhase(() -> detail(health)));
  }

  private Handler<RoutingContext> byPhase(Supplier<JsonObject> more) {
    return request -> {
      Health.Phase phase = health.phase();
      boolean ready = phase == Health.Phase.READY;
      JsonObject body = status(ready ? UP : DOWN).put("phase", word(phase));
      end(request, ready ? 200 : 503, body.mergeIn(more.get()));
    };
  }

  /** What {@code health} depends on, as this port tells it. */
  static JsonObject detail(Health health) {
    Health.Detail detail = health.detail();
    return new JsonObject()
        .put(
            "mparticle",
            new JsonObject()
                .put("mode", detail.mode().word())
                .put("breaker", detail.isStopped() ? "open" : "closed")
                .put("token", detail.token().map(HealthReport::token).orElse(null)))
        .put("quota", quota(detail.quota()))
        .put("redis", detail.redis().map(HealthReport::redis).orElse(null));
  }

  private static JsonObject token(Health.TokenTimes token) {
    return new JsonObject()
        .put("ageSeconds", token.age().toSeconds())
        .put("leftSeconds", token.left().toSeconds());
  }

  private static JsonObject quota(Health.QuotaUse quota) {
    JsonObject waiting = new JsonObject();
    for (Lane lane : Lane.values()) {
      waiting.put(word(lane), quota.waiting().getOrDefault(lane, 0));
    }
    return new JsonObject()
        .put("perSecond", quota.perSecond())
        .put("left", quota.left().isPresent() ? quota.left().getAsInt() : null)
        .put("shared", quota.isShared())
        .put("waiting", waiting)
        .put("refused", quota.refused())
        .put("pauseLeftMs", quota.pauseLeft().toMillis())
        .put("slowLeftMs", quota.slowLeft().toMillis());
  }

  private static JsonObject redis(Health.RedisState redis) {
    return status(redis.isAway() ? DOWN : UP).put("sinceSeconds", redis.since().toSeconds());
  }

  private static JsonObject status(String status) {
    return new JsonObject().put("status", status);
  }

  private static String word(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }

  private static void end(RoutingContext request, int status, JsonObject body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(body.encode());
  }
}
