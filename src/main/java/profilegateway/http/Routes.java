package profilegateway.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import profilegateway.access.Callers;
import profilegateway.access.persisted.PersistedDocuments;
import profilegateway.config.HttpConfig;
import profilegateway.graphql.Operations;
import profilegateway.graphql.limits.Limits;
import profilegateway.http.storefront.Storefront;

/** The routes of the port that clients use. */
public final class Routes {
  private static final String GRAPHQL = "/graphql";

  /** What an answer depends on. Without it a browser hands the answer to one user's GET to the next. */
  static final String VARY = "Authorization, X-API-Key, Accept, Origin";

  private Routes() {}

  /**
   * What answers requests, for one event loop.
   *
   * @param exchanges begins those of the port
   * @param storefront the shop at {@code /}; null where none is served
   */
  public static Handler<HttpServerRequest> of(
      Vertx vertx,
      Operations operations,
      String sdl,
      Callers callers,
      PersistedDocuments documents,
      Admission admission,
      HttpConfig config,
      @Nullable Storefront storefront,
      Exchanges exchanges) {
    Limits limits = admission.limits();
    GraphQlHandler graphQl = new GraphQlHandler(
        List.of(
            new CrossOrigin(config.corsOrigins()),
            new Backlog(limits, System::nanoTime).look(vertx)),
        operations,
        callers,
        documents,
        admission,
        config);
    Router others = others(vertx, exchanges, graphQl, operations, sdl, callers, config, storefront);
    return request -> {
      // Most come for it, and a router looks through all its routes for each.
      if (isGraphQl(request)) {
        serve(graphQl, exchanges.begin(request));
      } else {
        others.handle(request);
      }
    };
  }

  static boolean isGraphQl(HttpServerRequest request) {
    return GRAPHQL.equals(request.path());
  }

  private static void serve(GraphQlHandler graphQl, Exchange exchange) {
    try {
      graphQl.handle(exchange);
    } catch (RuntimeException bug) {
      Answers.endBug(exchange, bug);
    }
  }

  private static Router others(
      Vertx vertx,
      Exchanges exchanges,
      GraphQlHandler graphQl,
      Operations operations,
      String sdl,
      Callers callers,
      HttpConfig config,
      @Nullable Storefront storefront) {
    Router router = Router.router(vertx);
    router.route().handler(exchanges::begin);
    // As it may be written otherwise: with a slash at its end, or escapes.
    router.route(GRAPHQL).handler(routed -> graphQl.handle(Exchange.of(routed)));
    SchemaText schema = new SchemaText(operations, callers, sdl);
    router.get("/schema.graphqls").handler(schema);
    // Some tools take the schema by this name only.
    router.get("/schema.graphql").handler(schema);
    if (config.graphiql()) {
      new GraphiQl(config.explain()).mount(router);
    }
    if (storefront != null) {
      CrossOrigin ownPages = new CrossOrigin(Set.of());
      router.route(Storefront.SANDBOX).handler(routed -> {
        if (ownPages.passes(Exchange.of(routed))) {
          routed.next();
        }
      });
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
        .failureHandler(request -> Answers.endFailed(
            request,
            exchanges.failed(request),
            "There is nothing here. GraphQL is served at /graphql."));
    return router;
  }
}
