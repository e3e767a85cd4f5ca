package profilegateway.upstream.ratelimit;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Deadline;
import profilegateway.profile.Lane;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.Timer;
import profilegateway.upstream.ratelimit.permits.Permit;

/**
 * A reservation that the rate limiter decides once: it is granted, refused or cancelled. It completes on the event loop that made it.
 *
 * <p>Shared by all event loops. Its monitor guards the permit and the timer; neither the promise nor the owner is called with the monitor
 * held.
 */
final class QueuedReservation implements Reservation {
  private final Owner owner;
  private final Ticket ticket;
  private final Deadline deadline;
  private final @Nullable Context context = Vertx.currentContext();
  private final Promise<Permit> promise = Promise.promise();

  private @Nullable Permit permit;
  private Timer.@Nullable Alarm alarm;
  private boolean isDecided;

  /** The rate limiter, as its reservations use it. */
  interface Owner {

    /** The caller needs the reservation no more. */
    void cancelled(QueuedReservation reservation);

    /** The timer for the deadline of the reservation fired. */
    void deadlineReached(QueuedReservation reservation);

    /** The caller has not used the permit of its reservation. */
    void unused(Permit permit);

    /** Queues a new reservation with the ticket of an earlier one. */
    Reservation enqueue(Ticket ticket, Deadline deadline);
  }

  /** A reservation of the calling thread's event loop; not queued yet. */
  QueuedReservation(Owner owner, Ticket ticket, Deadline deadline) {
    this.owner = owner;
    this.ticket = ticket;
    this.deadline = deadline;
  }

  Lane lane() {
    return ticket.lane();
  }

  /** Reservations of a lane with lower numbers go first. */
  long number() {
    return ticket.number();
  }

  /** When the reservation was queued first, as {@link System#nanoTime()}. */
  long since() {
    return ticket.since();
  }

  /** Time left at {@code now} until the deadline, which may move; zero if it has passed. */
  Duration left(long now) {
    return deadline.remaining(now);
  }

  @Override
  public Future<Permit> future() {
    return promise.future();
  }

  @Override
  public void cancel() {
    owner.cancelled(this);
  }

  @Override
  public void giveBack() {
    Permit unused;
    synchronized (this) {
      unused = permit;
      permit = null;
    }
    if (unused != null) {
      owner.unused(unused);
    }
  }

  @Override
  public Reservation again() {
    return owner.enqueue(ticket, deadline);
  }

  /** Sets a timer for the deadline, unless the reservation is decided: another thread may have been faster. */
  void watchDeadline(Timer timer) {
    synchronized (this) {
      if (!isDecided) {
        alarm = timer.after(deadline.remaining(), () -> owner.deadlineReached(this));
      }
    }
  }

  void grant(Permit granted) {
    synchronized (this) {
      permit = granted;
    }
    decide(() -> promise.tryComplete(granted));
  }

  /** Fails the reservation; {@code retryAfter} is when to try again. */
  void refuse(Duration retryAfter) {
    decide(() -> promise.tryFail(new ProfileFailure.RateLimited(retryAfter)));
  }

  void failCancelled() {
    decide(() -> promise.tryFail(new CancellationException("reservation cancelled")));
  }

  private void decide(Runnable completion) {
    Timer.Alarm pending;
    synchronized (this) {
      isDecided = true;
      pending = alarm;
      alarm = null;
    }
    if (pending != null) {
      pending.cancel();
    }
    if (context == null || context == Vertx.currentContext()) {
      completion.run();
    } else {
      context.runOnContext(home -> completion.run());
    }
  }
}
