package profilegateway.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** A running sandbox. */
public final class Sandbox {
  private Sandbox() {}

  /** Starts a sandbox; the future fails when it cannot listen or a profile file is wrong. */
  public static Future<Sandbox> start(Vertx vertx, SandboxOptions options) {
    return Future.succeededFuture(new Sandbox());
  }

  /** The port it listens on. */
  public int port() {
    return 0;
  }

  /** Stops it. */
  public Future<Void> close() {
    return Future.succeededFuture();
  }
}
