package profilegateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Set;
import java.util.function.BooleanSupplier;
import profilegateway.config.HttpConfig;

/** The routes of the port that operators use. */
public final class ManagementRoutes {
  private static final int LONGEST_MODE = 1024;
  /** A thousand ids, and long ones. */
  private static final int LONGEST_PURGE = 1024 * 1024;

  private ManagementRoutes() {}

  /**
   * Health: alive as soon as it answers, ready when {@code ready} says so. The switch for a bad day, and purges: these may
   * need a token.
   *
   * @param identityTypes those that profiles are looked up by
   */
  public static Router of(
      Vertx vertx,
      BooleanSupplier ready,
      CallsSwitch calls,
      Purge purge,
      Set<String> identityTypes,
      HttpConfig config) {
    Router router = Router.router(vertx);
    router.route().handler(new RequestId());
    router.route().handler(new SecurityHeaders());
    router.get("/health/live").handler(request -> health(request, true));
    router.get("/health/ready").handler(request -> health(request, ready.getAsBoolean()));
    router.post().handler(new ManagementToken(config.managementToken()));
    router
        .post("/upstream")
        .handler(BodyHandler.create(false).setBodyLimit(LONGEST_MODE))
        .handler(new CallsSwitchHandler(calls));
    router
        .post("/purge")
        .handler(BodyHandler.create(false).setBodyLimit(LONGEST_PURGE))
        .handler(new PurgeHandler(purge, identityTypes));
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
