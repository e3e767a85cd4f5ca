package profilegateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import profilegateway.access.Callers;
import profilegateway.access.persisted.PersistedDocuments;
import profilegateway.config.HttpConfig;
import profilegateway.config.Limit;
import profilegateway.graphql.Operations;
import profilegateway.graphql.limits.Limits;
import profilegateway.http.storefront.Storefront;

/** The routes of the port that clients use. */
public final class Routes {
  /** What an answer depends on. Without it a browser hands the answer to one user's GET to the next. */
  static final String VARY = "Authorization, X-API-Key, Accept, Origin";

  private Routes() {}

  /**
   * One router, for one event loop.
   *
   * @param storefront the shop at {@code /}; null where none is served
   */
  public static Router of(
      Vertx vertx,
      Operations operations,
      String sdl,
      Callers callers,
      PersistedDocuments documents,
      Admission admission,
      HttpConfig config,
      @Nullable Storefront storefront,
      HttpEvents events,
      Tracing tracing) {
    Router router = Router.router(vertx);
    router.route().handler(new RequestId());
    router.route().handler(new RequestEnds(events, tracing, System::nanoTime));
    router.route().handler(new SecurityHeaders());
    router.route("/graphql").handler(Routes::vary).handler(new CrossOrigin(config.corsOrigins()));
    Limits limits = admission.limits();
    router.route("/graphql").handler(new Backlog(limits, System::nanoTime).look(vertx));
    router.post("/graphql").handler(new BodyLimit(limits));
    router
        .post("/graphql")
        .handler(BodyHandler.create(false).setBodyLimit(limits.bound(Limit.BODY_BYTES)));
    router.route("/graphql").handler(admission.load());
    router
        .route("/graphql")
        .handler(
            new GraphQlHandler(operations, callers, documents, limits, admission.rates(), config));
    SchemaText schema = new SchemaText(operations, callers, sdl);
    router.get("/schema.graphqls").handler(schema);
    // Some tools take the schema by this name only.
    router.get("/schema.graphql").handler(schema);
    if (config.graphiql()) {
      new GraphiQl(config.explain()).mount(router);
    }
    if (storefront != null) {
      router.route(Storefront.SANDBOX).handler(new CrossOrigin(Set.of()));
      storefront.mount(router);
    }
    if (config.graphiql() || storefront != null) {
      // Browsers ask for it, and complain on their console when there is none.
      router
          .get("/favicon.ico")
          .handler(request -> request.response().setStatusCode(204).end());
    }
    router.route().handler(request -> request.fail(404));
    router
        .route()
        .failureHandler(request ->
            Answers.endFailed(request, "There is nothing here. GraphQL is served at /graphql."));
    return router;
  }

  private static void vary(RoutingContext request) {
    request.response().putHeader(HttpHeaders.VARY, VARY);
    request.next();
  }
}
