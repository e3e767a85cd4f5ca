package profilegateway.upstream.ratelimit;

import io.vertx.core.Future;
import java.util.concurrent.CancellationException;
import profilegateway.profile.ProfileFailure;
import profilegateway.upstream.ratelimit.permits.Permit;

/** What became of a turn, in words that compare. */
final class Outcome {
  private Outcome() {}

  static String of(Reservation turn) {
    Future<Permit> future = turn.future();
    if (!future.isComplete()) {
      return "waits";
    }
    if (future.succeeded()) {
      return "granted";
    }
    Throwable cause = future.cause();
    if (cause instanceof ProfileFailure.RateLimited limited) {
      return "after " + limited.retryAfter().toMillis();
    }
    return cause instanceof CancellationException ? "left" : cause.toString();
  }
}
