package profilegateway.upstream.ratelimit;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Deadline;
import profilegateway.profile.Lane;
import profilegateway.profile.Timer;
import profilegateway.upstream.ratelimit.permits.Cooldown;
import profilegateway.upstream.ratelimit.permits.FallbackPermits;
import profilegateway.upstream.ratelimit.permits.FleetQuota;
import profilegateway.upstream.ratelimit.permits.LocalPermits;
import profilegateway.upstream.ratelimit.permits.Permit;
import profilegateway.upstream.ratelimit.permits.Permits;
import profilegateway.upstream.ratelimit.permits.Permits.RateEstimate;
import profilegateway.upstream.ratelimit.permits.QuotaEvents;
import profilegateway.upstream.ratelimit.permits.QuotaLimit;
import profilegateway.upstream.ratelimit.permits.UnlimitedPermits;

/**
 * Limits the rate of calls, so that all instances together keep within the quota. A call reserves a permit and is sent as soon as it has
 * it. Holds the {@link RateLimiterState}, and performs the effects that {@link RateLimiterReducer} decides.
 *
 * <p>Shared by all event loops. An event may come on any thread. Its step is made under this object's monitor, which guards the state and
 * is held for nothing else; the thread then performs the effects of the step, in order. Two threads may perform effects at the same
 * time. What has to stay ordered all the same:
 *
 * <ul>
 *   <li>Decisions: only the step that takes a reservation out of the queue decides it, so that a grant, a refusal and a cancellation never
 *       compete
 *   <li>Grants: from a request until the permits of its answer are granted ({@code Requesting}, {@code Granting}), no step requests
 *       permits. So the grants of one answer are performed before the next request is made. A caller that reserves or returns a permit
 *       as soon as it is granted one extends the queue, but not the stack
 *   <li>The timer of the next request: timers are numbered by the steps, and {@link DispatchTimer} ignores those that come too late
 *   <li>The timer of a deadline: {@link QueuedReservation} sets none once it is decided
 * </ul>
 *
 * <p>Returned permits, refusals and cancellations may be performed in any order.
 */
public final class RateLimiter {
  private final AtomicLong tickets = new AtomicLong();
  private final LongSupplier nanoTime;
  private final Cooldown cooldown;
  private final @Nullable FallbackPermits fleet;
  private final Permits permits;
  private final QueuedReservation.Owner owner = new ReservationOwner();
  private final EffectPerformer performer;
  private final RateLimiterState state;

  private RateLimiter(
      Cooldown cooldown,
      Permits permits,
      @Nullable FallbackPermits fleet,
      LongSupplier nanoTime,
      Timer timer) {
    this.cooldown = cooldown;
    this.permits = permits;
    this.fleet = fleet;
    this.nanoTime = nanoTime;
    this.performer = new EffectPerformer(permits, cooldown, timer);
    this.state = new RateLimiterState(cooldown.end());
  }

  /** A rate limiter that shares the quota with other instances through {@code fleet}. */
  public static RateLimiter shared(
      QuotaLimit limit, FleetQuota fleet, LongSupplier nanoTime, Timer timer, QuotaEvents events) {
    Cooldown cooldown = new Cooldown(nanoTime);
    FallbackPermits permits = new FallbackPermits(fleet, limit, cooldown, nanoTime, timer, events);
    return new RateLimiter(
        cooldown,
        limit.isUnlimited() ? new UnlimitedPermits(permits, cooldown, timer) : permits,
        permits,
        nanoTime,
        timer);
  }

  /** A rate limiter that uses this instance's share of the quota, without coordination with other instances. */
  public static RateLimiter alone(QuotaLimit limit, LongSupplier nanoTime, Timer timer) {
    Cooldown cooldown = new Cooldown(nanoTime);
    Permits permits = limit.isUnlimited()
        ? new UnlimitedPermits(null, cooldown, timer)
        : new LocalPermits(limit, cooldown, nanoTime);
    return new RateLimiter(cooldown, permits, null, nanoTime, timer);
  }

  /** Prepares requests to the fleet, and measures its round trip time. Never fails. */
  public Future<Void> warmUp() {
    return fleet == null ? Future.succeededFuture() : fleet.warmUp();
  }

  /** Reserves a permit for one call; the reservation is refused at once if it cannot be granted before {@code deadline}. */
  public Reservation acquire(Lane lane, Deadline deadline) {
    return owner.enqueue(
        new Ticket(lane, tickets.incrementAndGet(), nanoTime.getAsLong()), deadline);
  }

  /** When a call that missed {@code deadline} should be tried again; from 1 ms to 60 s. */
  public Duration retryAfter(Lane lane, Deadline deadline) {
    RateEstimate estimate = permits.estimate();
    synchronized (this) {
      Moment moment = moment(estimate);
      return WaitEstimator.retryAfter(state, lane, deadline.remaining(moment.now()), moment);
    }
  }

  /** Stops all calls for a time: here at once, and in all other instances if the fleet can be reached. */
  public void coolDown(Duration pause) {
    cooldown.coolDown(pause);
    on(new RateLimiterEvent.CooldownStarted());
    if (fleet != null) {
      fleet.coolDown(pause);
    }
  }

  /** Halves the rate of calls for a time: here at once, and in all other instances if the fleet can be reached. */
  public void slowDown(Duration time) {
    cooldown.slowDown(time);
    if (fleet != null) {
      fleet.slowDown(time);
    }
  }

  /** Stops requests to a fleet that cannot be reached. */
  public void close() {
    if (fleet != null) {
      fleet.close();
    }
  }

  /** The quota as this instance knows it now. */
  public QuotaState state() {
    OptionalInt left = permits.left();
    boolean isOnFallback = fleet != null && fleet.isOnFallback();
    synchronized (this) {
      return new QuotaState(
          state.queue().sizes(),
          state.counters().granted(),
          state.counters().refusals(),
          cooldown.coolDownLeft(),
          cooldown.slowDownLeft(),
          left,
          isOnFallback);
    }
  }

  /** Makes the step of an event and performs its effects. A loop, not a recursion: thousands of answers may be there at once. */
  private void on(RateLimiterEvent event) {
    Deque<RateLimiterEffect> due = new ArrayDeque<>(step(event));
    for (RateLimiterEffect effect = due.poll(); effect != null; effect = due.poll()) {
      RateLimiterEvent following = performer.perform(effect, this::on);
      if (following != null) {
        // What follows from an effect comes before the effects after it: a reservation that is
        // granted at once needs no timer.
        List<RateLimiterEffect> next = step(following);
        for (int last = next.size() - 1; last >= 0; last--) {
          due.addFirst(next.get(last));
        }
      }
    }
  }

  private List<RateLimiterEffect> step(RateLimiterEvent event) {
    // Before the monitor is entered: sources of permits have their own.
    RateEstimate estimate = permits.estimate();
    synchronized (this) {
      return RateLimiterReducer.next(state, event, moment(estimate));
    }
  }

  /** To be called with the monitor held, so that time never goes back from step to step. */
  private Moment moment(RateEstimate estimate) {
    return new Moment(nanoTime.getAsLong(), estimate, cooldown.end());
  }

  private final class ReservationOwner implements QueuedReservation.Owner {
    @Override
    public Reservation enqueue(Ticket ticket, Deadline deadline) {
      QueuedReservation reservation = new QueuedReservation(this, ticket, deadline);
      on(new RateLimiterEvent.ReservationRequested(reservation));
      return reservation;
    }

    @Override
    public void cancelled(QueuedReservation reservation) {
      on(new RateLimiterEvent.ReservationCancelled(reservation));
    }

    @Override
    public void deadlineReached(QueuedReservation reservation) {
      on(new RateLimiterEvent.DeadlineReached(reservation));
    }

    @Override
    public void unused(Permit permit) {
      permit.giveBack(1).onComplete(returned -> on(new RateLimiterEvent.PermitReturned()));
    }
  }
}
