package profilegateway;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import profilegateway.http.Connections;
import profilegateway.http.Exchanges;
import profilegateway.http.Server;

/** The ports that an instance listens on. Used by whoever starts and stops it, one call after the other. */
final class Listeners {
  private final Vertx vertx;
  private final List<String> deployments = new ArrayList<>();

  Listeners(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Listens.
   *
   * @param wanted the port; 0 for a free one
   * @param eventLoops how many share the port, each with routes of its own
   * @param connections counts those that are open
   * @param exchanges begins those of requests that get to no route
   * @return the port
   */
  Future<Integer> listen(
      String host,
      int wanted,
      int eventLoops,
      Connections connections,
      Exchanges exchanges,
      Supplier<? extends Handler<HttpServerRequest>> routes) {
    // A negative port stands for one free port that all instances with that number share.
    int shared = wanted == 0 ? -1 - deployments.size() : wanted;
    List<Server> servers = new CopyOnWriteArrayList<>();
    return vertx
        .deployVerticle(
            () -> {
              Server server = new Server(host, shared, connections, exchanges, routes);
              servers.add(server);
              return server;
            },
            new DeploymentOptions().setInstances(eventLoops))
        .onSuccess(deployments::add)
        .map(deployed -> servers.get(0).actualPort());
  }

  /** Stops listening, on one port after the other, in the order they were opened; each when its last answer is out. */
  Future<Void> close() {
    return closed(deployments.iterator());
  }

  private Future<Void> closed(Iterator<String> open) {
    return open.hasNext()
        ? vertx.undeploy(open.next()).transform(done -> closed(open))
        : Future.succeededFuture();
  }
}
