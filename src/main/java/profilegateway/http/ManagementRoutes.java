package profilegateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.function.BooleanSupplier;

/** The routes of the port that operators use. */
public final class ManagementRoutes {
  private static final int LONGEST_BODY = 1024;

  private ManagementRoutes() {}

  /** Health: alive as soon as it answers, ready when {@code ready} says so. And the switch for a bad day. */
  public static Router of(Vertx vertx, BooleanSupplier ready, CallsSwitch calls) {
    Router router = Router.router(vertx);
    router.route().handler(new RequestId());
    router.get("/health/live").handler(request -> health(request, true));
    router.get("/health/ready").handler(request -> health(request, ready.getAsBoolean()));
    router
        .post("/upstream")
        .handler(BodyHandler.create(false).setBodyLimit(LONGEST_BODY))
        .handler(new CallsSwitchHandler(calls));
    router.route().handler(request -> request.fail(404));
    router.route().failureHandler(Answers::endFailed);
    return router;
  }

  private static void health(RoutingContext request, boolean up) {
    request
        .response()
        .setStatusCode(up ? 200 : 503)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(new JsonObject().put("status", up ? "UP" : "DOWN").encode());
  }
}
