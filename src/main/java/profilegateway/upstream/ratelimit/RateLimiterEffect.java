package profilegateway.upstream.ratelimit;

import java.time.Duration;
import profilegateway.upstream.ratelimit.permits.Permit;

/** What {@link RateLimiter} has to do after a step, in the order of the step's effects. */
sealed interface RateLimiterEffect {

  /** Request permits from their source. Answer: {@link RateLimiterEvent.PermitsAnswered}. */
  record RequestPermits(PermitRequest request) implements RateLimiterEffect {}

  /** Return permits that no reservation needs; {@code permits} is at least 1. */
  record ReturnPermits(int permits, Permit each) implements RateLimiterEffect {}

  /** Complete a reservation with its permit. */
  record GrantReservation(QueuedReservation reservation, Permit permit)
      implements RateLimiterEffect {}

  /** Fail a reservation whose deadline cannot be kept. */
  record RefuseReservation(QueuedReservation reservation, Duration retryAfter)
      implements RateLimiterEffect {}

  /** Fail a reservation that the caller cancelled. */
  record CancelReservation(QueuedReservation reservation) implements RateLimiterEffect {}

  /** Report that the effects before this one were performed. Answer: {@link RateLimiterEvent.GrantingEnded}. */
  record EndGranting() implements RateLimiterEffect {}

  /**
   * Set a timer for a reservation's deadline, unless the reservation is decided by then. Answer: {@link
   * RateLimiterEvent.DeadlineReached}.
   */
  record WatchDeadline(QueuedReservation reservation) implements RateLimiterEffect {}

  /**
   * Set the timer for the next request. Timers are numbered upwards: a higher number replaces a lower one. Answer: {@link
   * RateLimiterEvent.TimerFired}.
   */
  record SetTimer(long timer, Duration delay) implements RateLimiterEffect {}

  /** Cancel the timer of this number, even if it is set later. */
  record CancelTimer(long timer) implements RateLimiterEffect {}
}
