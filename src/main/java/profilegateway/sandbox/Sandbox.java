package profilegateway.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** A running sandbox. */
public final class Sandbox {
  /** Credentials and ids that the sandbox takes. */
  public static final String CLIENT_ID = "sandbox-client";

  public static final String CLIENT_SECRET = "sandbox-secret";
  public static final String AUDIENCE = "https://api.mparticle.com";
  public static final String ORG_ID = "1";
  public static final String ACCOUNT_ID = "2";
  public static final String WORKSPACE_ID = "3";

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
