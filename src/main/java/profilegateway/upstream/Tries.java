package profilegateway.upstream;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import profilegateway.config.CallsMode;
import profilegateway.profile.AtOnce;
import profilegateway.profile.Lookup;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.ReadContext;
import profilegateway.profile.Wanted;
import profilegateway.upstream.api.CallFailed;
import profilegateway.upstream.ratelimit.Reservation;
import profilegateway.upstream.ratelimit.permits.Permit;
import profilegateway.upstream.token.Token;

/**
 * The tries of one look-up, two at most, and one replay when its token had died. Everything is paid from the deadline of
 * its operation. Each is written down as a call, or as one that was refused. Confined to one event loop.
 */
final class Tries {
  private static final int MOST = 2;

  /** Retries of many callers are spread over this time. */
  private static final Duration LONGEST_RETRY_PAUSE = Duration.ofMillis(200);

  private final CallPath path;
  private final Wanted wanted;
  private final ReadContext context;
  private @Nullable Reservation lastReservation;
  private @Nullable Try lastTry;
  private int number = 1;
  private boolean replayed;

  Tries(CallPath path, Wanted wanted, ReadContext context) {
    this.path = path;
    this.wanted = wanted;
    this.context = context;
  }

  /** The answer; fails with a {@code ProfileFailure}. */
  Future<Lookup> run() {
    if (isUnwanted() || path.breaker().isOpen()) {
      return refused(ProfileFailure.Code.UNAVAILABLE);
    }
    return AtOnce.compose(token(), token -> AtOnce.compose(permit(), permit -> send(token, permit)))
        .recover(this::again);
  }

  /** Whether nobody waits for the answer any more, or no calls are to be made: the wait for a permit may be long. */
  private boolean isUnwanted() {
    return context.cancellation().isCancelled() || path.mode().get() != CallsMode.ON;
  }

  /** Before the permit, which is for a call that is made at once. */
  private Future<Token> token() {
    Future<Token> token = path.tokens().token();
    return AtOnce.recover(token.isComplete() ? token : withinDeadline(token), this::refused);
  }

  private Future<Permit> permit() {
    if (isUnwanted()) {
      return refused(ProfileFailure.Code.UNAVAILABLE);
    }
    Duration left = context.deadline().remaining();
    if (left.isZero()) {
      return refused(ProfileFailure.Code.TIMEOUT);
    }
    // A call that has to be made again keeps its place in the queue.
    Reservation reservation = lastReservation == null
        ? path.limiter().acquire(wanted.lane(), context.deadline().earlier(keptForTheCall(left)))
        : lastReservation.again();
    lastReservation = reservation;
    lastTry = null;
    context.cancellation().onCancel(reservation::cancel);
    return AtOnce.recover(
        reservation.future(),
        failure -> refused(
            failure instanceof CancellationException
                ? new ProfileFailure(ProfileFailure.Code.UNAVAILABLE)
                : failure));
  }

  /** A call whose permit came at the deadline could not be answered in time, and would waste the permit. */
  private Duration keptForTheCall(Duration left) {
    Duration expected = path.answerTime().expected();
    Duration half = left.dividedBy(2);
    return expected.compareTo(half) < 0 ? expected : half;
  }

  private Future<Lookup> send(Token token, Permit permit) {
    if (isUnwanted()) {
      return refused(ProfileFailure.Code.UNAVAILABLE);
    }
    if (context.deadline().remaining().isZero()) {
      return refused(ProfileFailure.Code.TIMEOUT);
    }
    CircuitBreaker.Pass pass = path.breaker().tryPass();
    if (pass == null) {
      return refused(ProfileFailure.Code.UNAVAILABLE);
    }
    Try started = new Try(path, wanted, context, token, permit, pass);
    lastTry = started;
    return started.call();
  }

  private Future<Lookup> again(Throwable failure) {
    giveBackUnused();
    if (!(failure instanceof CallFailed call)) {
      return Future.failedFuture(failure);
    }
    return switch (call.kind()) {
      case TOKEN_REJECTED -> replay(call);
      case TOO_FAST -> afterPause();
      case GROWING_TOO_FAST -> retry(limited());
      case OUTAGE -> retry(call.failure());
      case LATE -> run();
      case BROKEN, TIMEOUT, REFUSED, CROWDED -> Future.failedFuture(call.failure());
    };
  }

  /** A call that was not sent returns its permit. */
  private void giveBackUnused() {
    if (lastReservation != null && (lastTry == null || !lastTry.isSent())) {
      lastReservation.giveBack();
    }
  }

  private Future<Lookup> replay(CallFailed call) {
    if (replayed) {
      path.events().refused(401);
      return Future.failedFuture(call.failure());
    }
    replayed = true;
    return run();
  }

  private Future<Lookup> retry(ProfileFailure failure) {
    Duration pause =
        Duration.ofMillis((long) (LONGEST_RETRY_PAUSE.toMillis() * path.jitter().get()));
    boolean mayRetry = number < MOST
        && !isUnwanted()
        && pause.compareTo(context.deadline().remaining()) < 0
        && path.budget().take();
    if (!mayRetry) {
      return Future.failedFuture(failure);
    }
    number++;
    return path.pause().apply(pause).compose(paused -> run());
  }

  /** Queues again: the cooldown passes in the queue, or the call is refused at once if its deadline comes first. */
  private Future<Lookup> afterPause() {
    if (number == MOST) {
      return Future.failedFuture(limited());
    }
    number++;
    return run();
  }

  /** There is no further try, and this is when another look-up may do better. */
  private ProfileFailure limited() {
    return new ProfileFailure.RateLimited(
        path.limiter().retryAfter(wanted.lane(), context.deadline()));
  }

  private <T> Future<T> refused(ProfileFailure.Code code) {
    return refused(new ProfileFailure(code));
  }

  private <T> Future<T> refused(Throwable failure) {
    context.ledger().refused(wanted.lane());
    return Future.failedFuture(failure);
  }

  private <T> Future<T> withinDeadline(Future<T> step) {
    return step.timeout(
            Math.max(1, context.deadline().remaining().toMillis()), TimeUnit.MILLISECONDS)
        .recover(failure -> failure instanceof TimeoutException ? late(step) : step);
  }

  /** Somebody more patient may have joined those who wait for it. */
  private <T> Future<T> late(Future<T> step) {
    return context.deadline().remaining().isZero()
        ? Future.failedFuture(new ProfileFailure(ProfileFailure.Code.TIMEOUT))
        : withinDeadline(step);
  }
}
