package profilegateway.upstream.quota;

import io.vertx.core.Future;
import profilegateway.upstream.quota.permits.Permit;

/** A place among those who wait to call. */
public interface Turn {

  /**
   * Completes on the event loop of whoever asked when it may call, which it must then do at once; fails with {@code
   * ProfileFailure.RateLimited} when its deadline cannot be kept.
   */
  Future<Permit> future();

  /**
   * Leaves the line: no permit is spent on it, and the future fails with a {@code CancellationException}. Does nothing
   * once the turn has come or was refused.
   */
  void cancel();

  /** Gives the permit back that it brought and that was not used; does nothing when there is none. */
  void giveBack();

  /**
   * Waits for another turn, in the place that it had: to be called once this one has come, when its permit was late or its call
   * has to be made again.
   */
  Turn again();
}
