package profilegateway.testing;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.junit5.VertxProvider;

/**
 * Opens Vert.x with the native transport, as the gateway does. A test gets it with {@code @ProvidedBy}; a fixture that stands for
 * a whole gateway instance opens its own and closes it. Every other test gets Vert.x from {@code VertxExtension}.
 */
public final class InstanceVertx implements VertxProvider {
  @Override
  public Vertx get() {
    return open(2);
  }

  /** Opens Vert.x with this number of event loops; the caller closes it. */
  public static Vertx open(int eventLoops) {
    return Vertx.vertx(
        new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(eventLoops));
  }
}
