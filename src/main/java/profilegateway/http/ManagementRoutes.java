package profilegateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Set;
import profilegateway.config.HttpConfig;

/** The routes of the port that operators use. */
public final class ManagementRoutes {
  private static final int LONGEST_MODE = 1024;
  /** A thousand ids, and long ones. */
  private static final int LONGEST_PURGE = 1024 * 1024;

  private ManagementRoutes() {}

  /**
   * Health, status and metrics, for whoever asks. The switch for a bad day, and purges: these may need a token.
   *
   * @param identityTypes those that profiles are looked up by
   */
  public static Router of(
      Vertx vertx,
      Health health,
      Metrics metrics,
      Activity activity,
      CallsSwitch calls,
      Purge purge,
      Set<String> identityTypes,
      HttpConfig config) {
    Router router = Router.router(vertx);
    Exchanges exchanges = Exchanges.untold();
    router.route().handler(exchanges::begin);
    HealthReport.mount(router, health);
    StatusPage.mount(router, health, activity);
    router.get("/metrics").handler(request -> send(request, metrics));
    router.post().handler(new NoPages());
    router.post().handler(new ManagementToken(config.managementToken()));
    // Separate routes: Vert.x allows no such handler before a body handler of the same route.
    router.post("/upstream").handler(Expectation.meet(LONGEST_MODE));
    router
        .post("/upstream")
        .handler(BodyHandler.create(false).setBodyLimit(LONGEST_MODE))
        .handler(new CallsSwitchHandler(calls));
    router.post("/purge").handler(Expectation.meet(LONGEST_PURGE));
    router
        .post("/purge")
        .handler(BodyHandler.create(false).setBodyLimit(LONGEST_PURGE))
        .handler(new PurgeHandler(purge, identityTypes));
    router.route().handler(request -> request.fail(404));
    router
        .route()
        .failureHandler(
            request -> Answers.endFailed(
                request,
                exchanges.failed(request),
                "There is nothing here. This is the management port, for operators; GraphQL is served on another."));
    return router;
  }

  private static void send(RoutingContext request, Metrics metrics) {
    Metrics.Page page = metrics.page(request.request().getHeader(HttpHeaders.ACCEPT));
    request
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, page.type())
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(page.content());
  }
}
