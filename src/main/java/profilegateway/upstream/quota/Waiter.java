package profilegateway.upstream.quota;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Deadline;
import profilegateway.profile.Lane;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.Timer;

/** Somebody who waits to call, and comes back to the event loop it came from. Shared by all event loops. */
final class Waiter implements Turn {
  private final Lane lane;
  private final Deadline deadline;
  private final long since;
  private final Consumer<Waiter> cancelled;
  private final @Nullable Context context = Vertx.currentContext();
  private final Promise<Void> turn = Promise.promise();

  private Timer.@Nullable Alarm alarm;
  private boolean isDecided;

  Waiter(Lane lane, Deadline deadline, long since, Consumer<Waiter> cancelled) {
    this.lane = lane;
    this.deadline = deadline;
    this.since = since;
    this.cancelled = cancelled;
  }

  Lane lane() {
    return lane;
  }

  Duration left() {
    return deadline.remaining();
  }

  /** When it came. */
  long since() {
    return since;
  }

  @Override
  public Future<Void> future() {
    return turn.future();
  }

  @Override
  public void cancel() {
    cancelled.accept(this);
  }

  /** Has {@code expire} run at the deadline, unless it has been decided before. */
  void watch(Timer timer, Runnable expire) {
    synchronized (this) {
      if (!isDecided) {
        alarm = timer.after(left(), expire);
      }
    }
  }

  void grant() {
    decide(() -> turn.tryComplete());
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
