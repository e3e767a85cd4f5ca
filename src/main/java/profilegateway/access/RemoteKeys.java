package profilegateway.access;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keys that a key server gives. They are fetched now and then in the background, and when a token names one that is
 * not known, but then once a minute at most, whoever sends what. Those that are known go on when the server is down.
 */
final class RemoteKeys implements KeySource {
  private static final Duration BETWEEN_SEARCHES = Duration.ofMinutes(1);
  private static final Duration BETWEEN_REFRESHES = Duration.ofMinutes(10);
  /** While there is no key at all, nobody who has a token is let in. */
  private static final Duration BETWEEN_FIRST_TRIES = Duration.ofSeconds(10);
  /** No request waits longer for a key that may not even exist; the fetch goes on. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final String place;
  private final Supplier<Future<String>> server;
  private final LongSupplier nanoTime;
  private final AccessEvents events;

  private volatile Keys known = Keys.NONE;
  private @Nullable Future<Keys> fetch;
  private @Nullable Long lastFetch;
  private boolean lastFailed;
  private volatile boolean closed;

  /**
   * @param place names the server in the log
   * @param server gives the text of the key set, within a time and a size
   */
  RemoteKeys(
      Vertx vertx,
      String place,
      Supplier<Future<String>> server,
      LongSupplier nanoTime,
      AccessEvents events) {
    this.vertx = vertx;
    this.place = place;
    this.server = server;
    this.nanoTime = nanoTime;
    this.events = events;
  }

  @Override
  public Keys keys() {
    return known;
  }

  @Override
  public Future<Keys> sought() {
    Future<Keys> shared = fetchedUnlessWithin(BETWEEN_SEARCHES);
    if (shared.isComplete()) {
      return Future.succeededFuture(known);
    }
    return Future.fromCompletionStage(shared.toCompletionStage(), vertx.getOrCreateContext())
        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .otherwise(tooLate -> known);
  }

  /** Fetches the keys when they are due; done when they are there, or cannot be had now. */
  Future<Void> refresh() {
    return fetchedUnlessWithin(pause()).mapEmpty();
  }

  private synchronized Duration pause() {
    if (known.isEmpty()) {
      return BETWEEN_FIRST_TRIES;
    }
    return lastFailed ? BETWEEN_SEARCHES : BETWEEN_REFRESHES;
  }

  private synchronized Future<Keys> fetchedUnlessWithin(Duration pause) {
    if (fetch != null) {
      return fetch;
    }
    long now = nanoTime.getAsLong();
    if (lastFetch != null && now - lastFetch < pause.toNanos()) {
      return Future.succeededFuture(known);
    }
    lastFetch = now;
    Future<Keys> started = server.get().map(this::received).otherwise(this::failed);
    fetch = started.isComplete() ? null : started;
    return started;
  }

  private synchronized Keys received(String text) {
    Keys received = Keys.read(text, why -> events.keyIgnored(place, why));
    fetch = null;
    lastFailed = false;
    // What was checked with the same keys need not be checked again.
    if (!received.sameAs(known)) {
      known = received;
    }
    events.keysFetched(place);
    return known;
  }

  private synchronized Keys failed(Throwable cause) {
    fetch = null;
    lastFailed = true;
    // What is closed together with the gateway is not missed.
    if (!closed) {
      events.keysUnavailable(place, String.valueOf(cause.getMessage()));
    }
    return known;
  }

  void close() {
    closed = true;
  }
}
