package profilegateway.access;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.config.AccessConfig;
import profilegateway.config.AccessConfig.Tokens;

/** What callers are checked by, kept up to date in the background. Shared by all event loops. */
final class Credentials {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  /** Half of the cores at most check signatures. */
  private static final int WORKERS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private final Vertx vertx;
  private final WorkerExecutor workers;
  private final Issuers issuers;
  private final @Nullable BearerTokens tokens;
  private final @Nullable WatchedFile<ApiKeys> apiKeys;
  private volatile boolean closed;

  /**
   * Reads the files. Blocks.
   *
   * @throws UnusableFile when one cannot be used
   */
  Credentials(
      Vertx vertx,
      AccessConfig config,
      InstantSource clock,
      LongSupplier nanoTime,
      AccessEvents events) {
    Tokens rules = config.tokens();
    this.vertx = vertx;
    this.workers = vertx.createSharedWorkerExecutor("token-signatures", WORKERS);
    this.issuers =
        Issuers.open(vertx, rules == null ? List.of() : rules.keySets(), nanoTime, events);
    this.tokens = rules == null
        ? null
        : new BearerTokens(
            issuers,
            rules.algorithms(),
            new TokenRules(rules, clock, new Pseudonyms(config.hashKey())),
            new Signatures(
                check -> workers.executeBlocking(check, false).map(Boolean.TRUE::equals)),
            clock,
            nanoTime);
    this.apiKeys = config.apiKeys() == null ? null : ApiKeys.in(config.apiKeys(), events);
  }

  /** Null where no token is taken. */
  @Nullable
  BearerTokens tokens() {
    return tokens;
  }

  /** Null where no API key is taken. */
  @Nullable
  ApiKeys apiKeys() {
    return apiKeys == null ? null : apiKeys.content();
  }

  /** Fetches keys that are due; done when they are there, or cannot be had now. */
  Future<Void> refresh() {
    return issuers.refresh();
  }

  /** Starts to keep everything up to date. Each look begins after the one before has ended, however slow a disk is. */
  void keepUpToDate() {
    vertx.setTimer(BETWEEN_LOOKS.toMillis(), due -> {
      if (!closed) {
        var unused = refresh();
        vertx.executeBlocking(this::lookAtFiles).onComplete(done -> keepUpToDate());
      }
    });
  }

  private boolean lookAtFiles() {
    issuers.lookAtFiles();
    if (apiKeys != null) {
      apiKeys.look();
    }
    return true;
  }

  void close() {
    closed = true;
    var unused = Future.join(issuers.close(), workers.close());
  }
}
