package profilegateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import profilegateway.config.GatewayConfig;

/** Wires the request path, outermost first; starts and stops it. */
public final class Gateway {
  private Gateway() {}

  /** Starts a gateway; the future fails when it cannot listen. */
  public static Future<Gateway> start(Vertx vertx, GatewayConfig config) {
    return Future.succeededFuture(new Gateway());
  }

  /** The port that GraphQL is served on. */
  public int port() {
    return 0;
  }

  /** The port that health is served on. */
  public int managementPort() {
    return 0;
  }

  /** Stops it. */
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
