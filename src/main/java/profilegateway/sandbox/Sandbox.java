package profilegateway.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import profilegateway.sandbox.issuer.Issuer;
import profilegateway.sandbox.profiles.Profiles;
import profilegateway.sandbox.wire.SandboxClock;

/** A running sandbox. */
public final class Sandbox {
  private final Vertx vertx;
  private final String deployment;
  private final int port;

  private Sandbox(Vertx vertx, String deployment, int port) {
    this.vertx = vertx;
    this.deployment = deployment;
    this.port = port;
  }

  /**
   * Starts a sandbox; the future fails when it cannot listen, or when the profile file is wrong: the message then names file, line
   * and reason.
   */
  public static Future<Sandbox> start(Vertx vertx, SandboxOptions options) {
    return start(vertx, options, SandboxClock.SYSTEM);
  }

  static Future<Sandbox> start(Vertx vertx, SandboxOptions options, SandboxClock clock) {
    return vertx
        .executeBlocking(() -> new SandboxVerticle(
            options, Profiles.read(options.profiles()), new Issuer(clock.epochMillis()), clock))
        .map(Objects::requireNonNull)
        .compose(verticle -> vertx
            .deployVerticle(verticle)
            .map(deployment -> new Sandbox(vertx, deployment, verticle.port())));
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** Stops it; calls that are still open see their connections closed. */
  public Future<Void> close() {
    return vertx.undeploy(deployment);
  }
}
