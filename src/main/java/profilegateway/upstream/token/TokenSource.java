package profilegateway.upstream.token;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.ProfileFailure;

/**
 * The token that calls are made with: one is kept, fetched once however many wait for it, and renewed in the
 * background while the old one still serves. Shared by all event loops.
 */
public final class TokenSource {
  private final Vertx vertx;
  private final TokenEndpoint endpoint;
  private final LongSupplier nanoTime;
  private final Backoff failures;
  private final Backoff rejections;

  private @Nullable HeldToken held;
  private @Nullable Token lastRejected;
  private @Nullable Fetch fetch;

  public TokenSource(Vertx vertx, TokenEndpoint endpoint, LongSupplier nanoTime) {
    this.vertx = vertx;
    this.endpoint = endpoint;
    this.nanoTime = nanoTime;
    this.failures = new Backoff(nanoTime);
    this.rejections = new Backoff(nanoTime);
  }

  /** A token that serves; fails with a {@code ProfileFailure} when none can be had. Completes on the caller's event loop. */
  public Future<Token> token() {
    Plan plan = plan();
    if (plan.begun != null) {
      run(plan.begun);
    }
    return plan.answer;
  }

  /** How old the token is that is kept; empty where there is none. */
  public synchronized Optional<TokenTimes> held() {
    return Optional.ofNullable(held).map(token -> token.times(nanoTime.getAsLong()));
  }

  /** Renews the token when that is due: so it is fresh for whoever comes after a time in which nobody came. */
  public void renewWhenDue() {
    Fetch renewal = beginWhenDue();
    if (renewal != null) {
      run(renewal);
    }
  }

  private synchronized Plan plan() {
    Fetch begun = beginWhenDue();
    if (held != null && held.serves(nanoTime.getAsLong())) {
      return new Plan(Future.succeededFuture(held.token()), begun);
    }
    ProfileFailure pausing = pausing();
    if (fetch == null && pausing != null) {
      return new Plan(Future.failedFuture(pausing), null);
    }
    if (fetch == null) {
      begun = begin();
    }
    return new Plan(onCallersLoop(Objects.requireNonNull(fetch)), begun);
  }

  private synchronized @Nullable Fetch beginWhenDue() {
    boolean isDue = held != null
        && held.isDueForRenewal(nanoTime.getAsLong())
        && fetch == null
        && failures.isOver();
    return isDue ? begin() : null;
  }

  private Fetch begin() {
    Fetch begun = new Fetch(held == null ? lastRejected : held.token(), Promise.promise());
    fetch = begun;
    return begun;
  }

  /** Outside of the lock: whoever answers at once, or is slow to begin, keeps nobody else waiting. */
  private void run(Fetch begun) {
    endpoint
        .request(begun.replaced)
        .map(token -> new HeldToken(token, nanoTime.getAsLong()))
        .onSuccess(this::received)
        .onFailure(this::failed)
        .onComplete(begun.answer);
  }

  /** Tells that the API took {@code token}. */
  public synchronized void accepted(Token token) {
    if (held != null && held.token() == token && !held.isProven()) {
      held.prove();
      rejections.clear();
    }
  }

  /**
   * Forgets {@code rejected}, unless a newer one has already replaced it. A token that the API never took is replaced
   * at once the first time only: an account that is locked out must not ask for tokens in a loop.
   */
  public synchronized void rejected(Token rejected) {
    HeldToken current = held;
    if (current == null || current.token() != rejected) {
      return;
    }
    held = null;
    lastRejected = rejected;
    if (!current.isProven()) {
      rejections.failed(new ProfileFailure(ProfileFailure.Code.REFUSED));
    }
  }

  private @Nullable ProfileFailure pausing() {
    ProfileFailure failure = failures.current();
    return failure == null ? rejections.current() : failure;
  }

  private synchronized void received(HeldToken fetched) {
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

  private Future<Token> onCallersLoop(Fetch shared) {
    Context context = vertx.getOrCreateContext();
    return Future.fromCompletionStage(shared.answer.future().toCompletionStage(), context)
        .map(fetched -> fetched.token());
  }

  /**
   * What a caller gets, and what has to be begun for it.
   *
   * @param begun null where nothing has to be
   */
  private record Plan(Future<Token> answer, @Nullable Fetch begun) {}

  /**
   * A request for a token that is under way.
   *
   * @param replaced the token that served so far; null where there was none
   */
  private record Fetch(@Nullable Token replaced, Promise<HeldToken> answer) {}
}
