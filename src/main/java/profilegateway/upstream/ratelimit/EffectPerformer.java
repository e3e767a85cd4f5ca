package profilegateway.upstream.ratelimit;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.AtOnce;
import profilegateway.profile.Timer;
import profilegateway.upstream.ratelimit.permits.Cooldown;
import profilegateway.upstream.ratelimit.permits.Permits;
import profilegateway.upstream.ratelimit.permits.Permits.Taken;

/** Performs the effects of the rate limiter. Shared by all event loops; called without a lock. */
final class EffectPerformer {
  /** When to request permits again after an unexpected failure of their source. */
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final Permits permits;
  private final Cooldown cooldown;
  private final Timer timer;
  private final DispatchTimer dispatchTimer;

  EffectPerformer(Permits permits, Cooldown cooldown, Timer timer) {
    this.permits = permits;
    this.cooldown = cooldown;
    this.timer = timer;
    this.dispatchTimer = new DispatchTimer(timer);
  }

  /**
   * Performs an effect.
   *
   * @param later receives the events that follow from it later, on any thread
   * @return the event that follows from it at once; null if there is none
   */
  @Nullable
  RateLimiterEvent perform(RateLimiterEffect effect, Consumer<RateLimiterEvent> later) {
    if (effect instanceof RateLimiterEffect.RequestPermits request) {
      return request(request.request(), later);
    } else if (effect instanceof RateLimiterEffect.EndGranting) {
      return new RateLimiterEvent.GrantingEnded();
    } else if (effect instanceof RateLimiterEffect.GrantReservation grant) {
      grant.reservation().grant(grant.permit());
    } else if (effect instanceof RateLimiterEffect.RefuseReservation refuse) {
      refuse.reservation().refuse(refuse.retryAfter());
    } else if (effect instanceof RateLimiterEffect.CancelReservation cancel) {
      cancel.reservation().failCancelled();
    } else if (effect instanceof RateLimiterEffect.ReturnPermits surplus) {
      var unused = surplus.each().giveBack(surplus.permits());
    } else if (effect instanceof RateLimiterEffect.WatchDeadline watch) {
      watch.reservation().watchDeadline(timer);
    } else if (effect instanceof RateLimiterEffect.SetTimer set) {
      dispatchTimer.set(
          set.timer(),
          set.delay(),
          () -> later.accept(new RateLimiterEvent.TimerFired(set.timer())));
    } else {
      dispatchTimer.cancel(((RateLimiterEffect.CancelTimer) effect).timer());
    }
    return null;
  }

  /** Permits that have expired on their way are returned, and count as not granted. */
  private @Nullable RateLimiterEvent request(
      PermitRequest request, Consumer<RateLimiterEvent> later) {
    Future<Taken> answer =
        AtOnce.compose(permits.take(request.permits(), request.share()), Taken::unlessLate);
    if (answer.isComplete()) {
      return answered(request, answer);
    }
    answer.onComplete(done -> later.accept(answered(request, done)));
    return null;
  }

  private RateLimiterEvent answered(PermitRequest request, AsyncResult<Taken> answer) {
    Taken taken = answer.succeeded() ? answer.result() : Taken.none(AFTER_FAILURE);
    cooldown.coolDown(taken.coolDown());
    return new RateLimiterEvent.PermitsAnswered(request, taken);
  }
}
