package profilegateway.upstream;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.ProfileFailure;

/**
 * The token that calls are made with: one is kept, fetched once however many wait for it, and renewed in the
 * background while the old one still serves. Shared by all event loops.
 */
final class TokenSource {
  /** With a fifth of its life left, a token is being replaced. */
  private static final int RENEWED_WITH_LEFT = 5;

  /** A token this near to its end may expire on its way upstream; of a short life a tenth. */
  private static final Duration LEEWAY = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final TokenEndpoint endpoint;
  private final LongSupplier nanoTime;
  private final Backoff failures;
  private final Backoff rejections;

  private @Nullable Held held;
  private @Nullable Token lastRejected;
  private @Nullable Future<Held> fetch;

  TokenSource(Vertx vertx, TokenEndpoint endpoint, LongSupplier nanoTime) {
    this.vertx = vertx;
    this.endpoint = endpoint;
    this.nanoTime = nanoTime;
    this.failures = new Backoff(nanoTime);
    this.rejections = new Backoff(nanoTime);
  }

  /** A token that serves; fails with a {@code ProfileFailure} when none can be had. Completes on the caller's event loop. */
  Future<Token> token() {
    Future<Held> shared;
    synchronized (this) {
      long now = nanoTime.getAsLong();
      Held current = held;
      if (current != null && current.isDueForRenewal(now) && fetch == null && failures.isOver()) {
        var unused = startFetch();
      }
      if (current != null && current.serves(now)) {
        return Future.succeededFuture(current.token);
      }
      ProfileFailure pausing = pausing();
      if (fetch == null && pausing != null) {
        return Future.failedFuture(pausing);
      }
      shared = fetch == null ? startFetch() : fetch;
    }
    return onCallersLoop(shared).map(fetched -> fetched.token);
  }

  /** Tells that the API took {@code token}. */
  synchronized void accepted(Token token) {
    if (held != null && held.token == token && !held.proven) {
      held.proven = true;
      rejections.clear();
    }
  }

  /**
   * Forgets {@code rejected}, unless a newer one has already replaced it. A token that the API never took is replaced
   * at once the first time only: an account that is locked out must not ask for tokens in a loop.
   */
  synchronized void rejected(Token rejected) {
    Held current = held;
    if (current == null || current.token != rejected) {
      return;
    }
    held = null;
    lastRejected = rejected;
    if (!current.proven) {
      rejections.failed(new ProfileFailure(ProfileFailure.Code.REFUSED));
    }
  }

  private @Nullable ProfileFailure pausing() {
    ProfileFailure failure = failures.current();
    return failure == null ? rejections.current() : failure;
  }

  private Future<Held> startFetch() {
    Future<Held> started =
        endpoint.request(replaced()).map(token -> new Held(token, nanoTime.getAsLong()));
    fetch = started;
    return started.onComplete(this::received, this::failed);
  }

  private @Nullable Token replaced() {
    return held == null ? lastRejected : held.token;
  }

  private synchronized void received(Held fetched) {
    held = fetched;
    fetch = null;
    failures.clear();
  }

  private synchronized void failed(Throwable cause) {
    fetch = null;
    failures.failed(
        cause instanceof ProfileFailure failure
            ? failure
            : new ProfileFailure(ProfileFailure.Code.UNAVAILABLE));
  }

  private <T> Future<T> onCallersLoop(Future<T> shared) {
    Context context = vertx.getOrCreateContext();
    return Future.fromCompletionStage(shared.toCompletionStage(), context);
  }

  private static final class Held {
    private final Token token;
    private final long renewFrom;
    private final long spentFrom;
    private boolean proven;

    Held(Token token, long now) {
      long life = token.life().toNanos();
      long end = now + token.left().toNanos();
      this.token = token;
      this.renewFrom = end - life / RENEWED_WITH_LEFT;
      this.spentFrom = end - Math.min(LEEWAY.toNanos(), life / 10);
    }

    boolean isDueForRenewal(long now) {
      return now - renewFrom >= 0;
    }

    boolean serves(long now) {
      return now - spentFrom < 0;
    }
  }
}
