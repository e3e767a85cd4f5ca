package profilegateway.upstream.quota;

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
import profilegateway.upstream.quota.permits.Permit;

/** Somebody who waits to call, and comes back to the event loop it came from. Shared by all event loops. */
final class Waiter implements Turn {
  private final Quota quota;
  private final Position position;
  private final Deadline deadline;
  private final @Nullable Context context = Vertx.currentContext();
  private final Promise<Permit> turn = Promise.promise();

  private @Nullable Permit permit;
  private Timer.@Nullable Alarm alarm;
  private boolean isDecided;

  Waiter(Quota quota, Position position, Deadline deadline) {
    this.quota = quota;
    this.position = position;
    this.deadline = deadline;
  }

  Lane lane() {
    return position.lane();
  }

  /** The lower goes first in its lane. */
  long number() {
    return position.number();
  }

  Duration left() {
    return deadline.remaining();
  }

  /** When it came. */
  long since() {
    return position.since();
  }

  @Override
  public Future<Permit> future() {
    return turn.future();
  }

  @Override
  public void cancel() {
    quota.leave(this);
  }

  @Override
  public void giveBack() {
    Permit unused;
    synchronized (this) {
      unused = permit;
      permit = null;
    }
    if (unused != null) {
      quota.giveBack(unused);
    }
  }

  @Override
  public Turn again() {
    return quota.enter(new Waiter(quota, position, deadline));
  }

  /** Has {@code expire} run at the deadline, unless it has been decided before. */
  void watch(Timer timer, Runnable expire) {
    synchronized (this) {
      if (!isDecided) {
        alarm = timer.after(left(), expire);
      }
    }
  }

  void grant(Permit granted) {
    synchronized (this) {
      permit = granted;
    }
    decide(() -> turn.tryComplete(granted));
  }

  void refuse(Duration retryAfter) {
    decide(() -> turn.tryFail(new ProfileFailure.RateLimited(retryAfter)));
  }

  void leave() {
    decide(() -> turn.tryFail(new CancellationException("left the line")));
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
