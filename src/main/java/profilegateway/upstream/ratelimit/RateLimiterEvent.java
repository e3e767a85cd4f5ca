package profilegateway.upstream.ratelimit;

import profilegateway.upstream.ratelimit.permits.Permits.Taken;

/** Input of the rate limiter's state machine. An event may come on any thread. */
sealed interface RateLimiterEvent {

  /** A call requests a permit; its reservation is not queued yet. */
  record ReservationRequested(QueuedReservation reservation) implements RateLimiterEvent {}

  /** The caller cancelled a reservation, which may have been decided before. */
  record ReservationCancelled(QueuedReservation reservation) implements RateLimiterEvent {}

  /** The timer for a reservation's deadline fired. The deadline may have moved since, and the reservation may be decided. */
  record DeadlineReached(QueuedReservation reservation) implements RateLimiterEvent {}

  /** The source of permits answered a request: with all permits, with some, or with none. A cooldown that it reports has started. */
  record PermitsAnswered(PermitRequest request, Taken answer) implements RateLimiterEvent {}

  /** The permits of the last answer were granted: all effects before {@link RateLimiterEffect.EndGranting} were performed. */
  record GrantingEnded() implements RateLimiterEvent {}

  /** An unused permit was returned to its source: more may be available sooner than the source's last answer said. */
  record PermitReturned() implements RateLimiterEvent {}

  /** mParticle answered 429: a cooldown has started, or ends later. */
  record CooldownStarted() implements RateLimiterEvent {}

  /** The timer of this number fired. It may have been replaced or cancelled in the meantime. */
  record TimerFired(long timer) implements RateLimiterEvent {}
}
