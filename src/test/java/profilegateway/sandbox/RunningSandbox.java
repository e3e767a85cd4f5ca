package profilegateway.sandbox;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import profilegateway.sandbox.wire.SandboxClock;
import profilegateway.testing.InstanceVertx;
import profilegateway.testing.SandboxClient;

/** One sandbox for a class of tests, reset after each; time stands still in it until a test moves it. */
final class RunningSandbox implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private static final long EPOCH_MILLIS = 1_700_000_000_000L;

  private final AtomicLong millis = new AtomicLong();
  private @Nullable Vertx vertx;
  private @Nullable SandboxClient client;

  static SandboxOptions options(@Nullable Path profiles, boolean generate, int quotaPerSecond) {
    return new SandboxOptions(
        "127.0.0.1",
        0,
        SandboxAccount.DEFAULT,
        profiles,
        generate,
        quotaPerSecond,
        Duration.ofHours(8),
        Duration.ZERO);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws TimeoutException {
    Vertx vertx = InstanceVertx.open(1);
    SandboxClock clock =
        new SandboxClock(() -> millis.get() * 1_000_000, () -> EPOCH_MILLIS + millis.get());
    Sandbox sandbox =
        Sandbox.start(vertx, options(null, false, 0), clock).await(20, TimeUnit.SECONDS);
    this.vertx = vertx;
    this.client = new SandboxClient(sandbox.port());
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    client().tell("POST", "/reset", "");
  }

  @Override
  public void afterAll(ExtensionContext context) throws TimeoutException {
    if (vertx != null) {
      vertx.close().await(20, TimeUnit.SECONDS);
    }
  }

  SandboxClient client() {
    if (client == null) {
      throw new IllegalStateException("it has not been started");
    }
    return client;
  }

  void pass(long milliseconds) {
    millis.addAndGet(milliseconds);
  }
}
