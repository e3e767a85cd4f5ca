package profilegateway.upstream;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Locale;
import profilegateway.profile.Deadline;
import profilegateway.profile.Lookup;
import profilegateway.profile.ReadContext;
import profilegateway.profile.Span;
import profilegateway.profile.Wanted;
import profilegateway.upstream.api.CallFailed;
import profilegateway.upstream.ratelimit.permits.Permit;
import profilegateway.upstream.token.Token;

/**
 * One call that was let through, and what its outcome says to those who want to know. It has a time of its own, for several
 * may wait for it who have different deadlines. Confined to one event loop.
 */
final class Try {
  private final CallPath path;
  private final Wanted wanted;
  private final ReadContext context;
  private final Token token;
  private final Permit permit;
  private final CircuitBreaker.Pass pass;
  private final Deadline limit;
  private boolean isSent;
  private int round;

  Try(
      CallPath path,
      Wanted wanted,
      ReadContext context,
      Token token,
      Permit permit,
      CircuitBreaker.Pass pass) {
    this.path = path;
    this.wanted = wanted;
    this.context = context;
    this.token = token;
    this.permit = permit;
    this.pass = pass;
    this.limit = Deadline.after(path.tryTimeout(), path.nanoTime());
  }

  /** The answer; fails with {@link CallFailed}. */
  Future<Lookup> call() {
    Span span = context.span().begin(Span.Work.CALL, "profile call");
    if (span.isKept()) {
      span.note("gateway.lane", wanted.lane().name().toLowerCase(Locale.ROOT));
    }
    return path.api()
        .fetch(wanted, token, path.tryTimeout(), this::departs, span)
        .onComplete(over -> ended(span, over));
  }

  private void ended(Span span, AsyncResult<Lookup> over) {
    if (over.cause() instanceof CallFailed call) {
      span.failed(call.kind().name().toLowerCase(Locale.ROOT));
    } else if (over.failed()) {
      span.failed("bug");
    }
    span.end();
    if (over.succeeded()) {
      answered();
    } else {
      failed(over.cause());
    }
  }

  /** Whether it was made. */
  boolean isSent() {
    return isSent;
  }

  /** It is made now, or not at all: until then its permit may be late, its operation over, or nobody want it any more. */
  private boolean departs() {
    if (permit.isLate()
        || context.deadline().remaining().isZero()
        || context.cancellation().isCancelled()) {
      return false;
    }
    isSent = true;
    round = path.restraint().round();
    path.budget().called();
    path.events().called(wanted.lane());
    context.ledger().called(wanted.lane(), wanted.parts());
    return true;
  }

  private void answered() {
    Duration taken = taken();
    path.answerTime().took(taken);
    path.events().took(wanted.lane(), taken);
    path.tokens().accepted(token);
    path.restraint().answered();
    path.breaker().succeeded(pass);
  }

  private void failed(Throwable failure) {
    if (isSent) {
      path.events().took(wanted.lane(), taken());
    }
    // One that is late waits for another turn, and that may still come.
    if (!isSent && !isOfKind(failure, CallFailed.Kind.LATE)) {
      context.ledger().refused(wanted.lane());
    }
    // Answers take at least so long: nothing else tells when they become slower than the time that
    // is
    // kept for them.
    if (isSent && isOfKind(failure, CallFailed.Kind.TIMEOUT)) {
      path.answerTime().took(taken());
    }
    if (failure instanceof CallFailed call && call.isOutage()) {
      path.breaker().failed(pass);
    } else {
      path.breaker().ignored(pass);
    }
    if (failure instanceof CallFailed call) {
      refused(call);
    }
  }

  private void refused(CallFailed call) {
    switch (call.kind()) {
      case TOKEN_REJECTED -> path.tokens().rejected(token);
      case TOO_FAST -> path.restraint().tooFast(call);
      case GROWING_TOO_FAST -> path.restraint().growingTooFast(call, round);
      case OUTAGE, BROKEN, TIMEOUT, REFUSED, CROWDED, LATE -> {}
    }
  }

  private Duration taken() {
    return path.tryTimeout().minus(limit.remaining());
  }

  private static boolean isOfKind(Throwable failure, CallFailed.Kind kind) {
    return failure instanceof CallFailed call && call.kind() == kind;
  }
}
