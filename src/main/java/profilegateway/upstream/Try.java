package profilegateway.upstream;

import io.vertx.core.Future;
import java.time.Duration;
import profilegateway.profile.Lookup;
import profilegateway.profile.ReadContext;
import profilegateway.profile.Wanted;

/** One call that was let through, and what its outcome says to those who want to know. Confined to one event loop. */
final class Try {
  private final CallPath path;
  private final Wanted wanted;
  private final ReadContext context;
  private final Token token;
  private final Duration left;
  private final Duration limit;
  private boolean isSent;

  Try(CallPath path, Wanted wanted, ReadContext context, Token token) {
    this.path = path;
    this.wanted = wanted;
    this.context = context;
    this.token = token;
    this.left = context.deadline().remaining();
    this.limit = left.compareTo(path.tryTimeout()) < 0 ? left : path.tryTimeout();
  }

  /** The answer; fails with {@link CallFailed}. */
  Future<Lookup> call() {
    path.budget().called();
    return path.api()
        .fetch(wanted, token, limit, this::sent)
        .onSuccess(this::answered)
        .onFailure(this::failed);
  }

  private void sent() {
    isSent = true;
    path.events().called(wanted.lane());
    context.ledger().called(wanted.lane(), wanted.parts());
  }

  private void answered(Lookup lookup) {
    path.answerTime().took(left.minus(context.deadline().remaining()));
    path.tokens().accepted(token);
    path.limited().clear();
    path.breaker().succeeded();
  }

  private void failed(Throwable failure) {
    if (!isSent) {
      context.ledger().refused(wanted.lane());
    }
    if (failure instanceof CallFailed call && saysThatTheApiIsUnwell(call)) {
      path.breaker().failed();
    } else {
      path.breaker().ignored();
    }
    if (failure instanceof CallFailed call && call.kind() == CallFailed.Kind.TOKEN_REJECTED) {
      path.tokens().rejected(token);
    }
  }

  /** A call that had little time may have come too late for an API that is well. */
  private boolean saysThatTheApiIsUnwell(CallFailed call) {
    boolean hadTime = limit.multipliedBy(2).compareTo(path.tryTimeout()) >= 0;
    return call.isOutage() && (hadTime || call.kind() != CallFailed.Kind.TIMEOUT);
  }
}
