package profilegateway.upstream.ratelimit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import profilegateway.upstream.ratelimit.RateLimiterEffect.CancelReservation;
import profilegateway.upstream.ratelimit.RateLimiterEffect.EndGranting;
import profilegateway.upstream.ratelimit.RateLimiterEffect.GrantReservation;
import profilegateway.upstream.ratelimit.RateLimiterEffect.RefuseReservation;
import profilegateway.upstream.ratelimit.RateLimiterEffect.ReturnPermits;
import profilegateway.upstream.ratelimit.RateLimiterEffect.WatchDeadline;
import profilegateway.upstream.ratelimit.RateLimiterEvent.DeadlineReached;
import profilegateway.upstream.ratelimit.RateLimiterEvent.PermitsAnswered;
import profilegateway.upstream.ratelimit.RateLimiterEvent.ReservationCancelled;
import profilegateway.upstream.ratelimit.RateLimiterEvent.ReservationRequested;
import profilegateway.upstream.ratelimit.RateLimiterEvent.TimerFired;
import profilegateway.upstream.ratelimit.RateLimiterState.Denial;
import profilegateway.upstream.ratelimit.RateLimiterState.Dispatch;
import profilegateway.upstream.ratelimit.permits.Permit;
import profilegateway.upstream.ratelimit.permits.Permits;
import profilegateway.upstream.ratelimit.permits.Permits.Taken;

/**
 * Decides how the rate limiter goes on: one step for each event. It uses no lock, future, timer or clock; the same state, event and moment
 * always give the same next state and effects. {@link RateLimiter} calls it and performs the effects; the package's documentation has the
 * usual course of events.
 *
 * <p>Invariants: a reservation leaves the queue in exactly one step, and that step decides it. Permits are requested only while {@link
 * Dispatch.Idle} or {@link Dispatch.Waiting}, so there is one request at a time. A timer that fires counts only if its number is that of
 * {@link Dispatch.Waiting}.
 */
final class RateLimiterReducer {
  private final RateLimiterState state;
  private final Moment moment;
  private final List<RateLimiterEffect> effects = new ArrayList<>(4);

  private RateLimiterReducer(RateLimiterState state, Moment moment) {
    this.state = state;
    this.moment = moment;
  }

  /** Changes {@code state} by what follows from {@code event}; returns the effects to perform, in their order. */
  static List<RateLimiterEffect> next(
      RateLimiterState state, RateLimiterEvent event, Moment moment) {
    RateLimiterReducer step = new RateLimiterReducer(state, moment);
    state.recovery(state.recovery().since(moment.cooldownEnd()));
    step.apply(event);
    return step.effects;
  }

  private void apply(RateLimiterEvent event) {
    if (event instanceof ReservationRequested requested) {
      requested(requested.reservation());
    } else if (event instanceof ReservationCancelled cancelled) {
      cancelled(cancelled.reservation());
    } else if (event instanceof DeadlineReached reached) {
      deadlineReached(reached.reservation());
    } else if (event instanceof PermitsAnswered answered) {
      answered(answered.request(), answered.answer());
    } else if (event instanceof RateLimiterEvent.GrantingEnded) {
      grantingEnded();
    } else if (event instanceof RateLimiterEvent.PermitReturned) {
      permitReturned();
    } else if (event instanceof RateLimiterEvent.CooldownStarted) {
      refuseHopeless();
    } else {
      fired(((TimerFired) event).timer());
    }
  }

  private void requested(QueuedReservation reservation) {
    if (state.queue().size() >= Permits.MOST || !WaitEstimator.allows(state, reservation, moment)) {
      refuse(reservation);
      return;
    }
    state.queue().add(reservation);
    dispatch();
    // Last: a reservation that is granted at once needs no timer.
    effects.add(new WatchDeadline(reservation));
  }

  private void cancelled(QueuedReservation reservation) {
    if (state.queue().remove(reservation)) {
      effects.add(new CancelReservation(reservation));
    }
  }

  private void deadlineReached(QueuedReservation reservation) {
    if (!reservation.left(moment.now()).isZero()) {
      // The deadline has moved: a more patient lookup shares the call.
      effects.add(new WatchDeadline(reservation));
    } else if (state.queue().remove(reservation)) {
      refuse(reservation);
    }
  }

  private void answered(PermitRequest request, Taken answer) {
    if (moment.isCooling()) {
      refuseHopeless();
      returnPermits(answer.permits(), answer.each());
    } else {
      grant(request, answer);
    }
    boolean isPartial = answer.permits() < request.permits();
    state.dispatch(
        new Dispatch.Granting(isPartial ? new Denial(request.share(), answer.askAgain()) : null));
    effects.add(new EndGranting());
  }

  /**
   * Grants the permits to the reservations that are next. Permits that are left over are returned: one that is kept would be used in a
   * second that it was not granted for.
   */
  private void grant(PermitRequest request, Taken answer) {
    int usable = Math.min(answer.permits(), state.recovery().most(moment.now()));
    int granted = 0;
    while (granted < usable) {
      QueuedReservation next = state.queue().next(moment.now());
      if (next == null) {
        break;
      }
      if (next.left(moment.now()).isZero()) {
        refuse(next);
      } else {
        state.recovery(state.recovery().granted(moment.now()));
        state.counters().granted(next.lane());
        effects.add(new GrantReservation(next, answer.each()));
        granted++;
      }
    }
    returnPermits(answer.permits() - granted, answer.each());
    PermitRequest wanted = state.queue().wanted(moment.now());
    boolean isStillWanted = wanted != null && wanted.share() == request.share();
    state.grantRate().answered(request, answer.permits(), isStillWanted, moment.now());
  }

  private void returnPermits(int permits, Permit each) {
    if (permits > 0) {
      effects.add(new ReturnPermits(permits, each));
    }
  }

  private void grantingEnded() {
    Denial denial = ((Dispatch.Granting) state.dispatch()).denial();
    state.dispatch(new Dispatch.Idle());
    if (denial != null) {
      PermitDispatcher.denied(state, denial, moment, effects);
    }
    dispatch();
  }

  private void permitReturned() {
    PermitDispatcher.stopWaiting(state, effects);
    dispatch();
  }

  /** Refuses all reservations whose deadline comes before the end of the cooldown. */
  private void refuseHopeless() {
    state.grantRate().forget();
    Duration cooldown = moment.cooldownLeft();
    state
        .queue()
        .removeAll(reservation -> cooldown.compareTo(reservation.left(moment.now())) >= 0)
        .forEach(this::refuse);
  }

  private void fired(long timer) {
    if (state.dispatch() instanceof Dispatch.Waiting waiting && waiting.timer() == timer) {
      state.dispatch(new Dispatch.Idle());
      dispatch();
    }
  }

  private void dispatch() {
    PermitDispatcher.dispatch(state, moment, effects);
  }

  private void refuse(QueuedReservation reservation) {
    state.counters().refused();
    Duration retryAfter =
        WaitEstimator.retryAfter(state, reservation.lane(), reservation.left(moment.now()), moment);
    effects.add(new RefuseReservation(reservation, retryAfter));
  }
}
