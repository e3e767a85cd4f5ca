package profilegateway.upstream.ratelimit;

import io.vertx.core.Future;
import profilegateway.upstream.ratelimit.permits.Permit;

/** A place in the queue of the rate limiter, for one call. Thread-safe. */
public interface Reservation {

  /**
   * The permit of the call, which must be sent at once. Completes on the event loop that made the reservation; on any thread if it was not
   * made on an event loop. Fails with {@code ProfileFailure.RateLimited} if the deadline cannot be kept, and with {@code
   * CancellationException} if the reservation was cancelled.
   */
  Future<Permit> future();

  /** Removes the reservation from the queue: it takes no permit, and its future fails. Does nothing if it was granted or refused. */
  void cancel();

  /** Returns the permit of the reservation, which was not used; does nothing if there is none. */
  void giveBack();

  /**
   * Queues a new reservation in the place of this one. To be called once this one was granted, if its permit expired or its call has to
   * be made again.
   */
  Reservation again();
}
