package profilegateway.upstream.quota;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import profilegateway.profile.Timer;

/** A fleet that answers in time, or cannot be reached. */
final class PunctualFleet implements FleetQuota {
  /** Who says nothing for so long cannot be reached. */
  static final Duration LIMIT = Duration.ofMillis(500);

  /** Permits this old belong to a second that is all but over; calls made with them would crowd the next one. */
  static final Duration STALE = Duration.ofMillis(250);

  private final FleetQuota fleet;
  private final LongSupplier nanoTime;
  private final Timer timer;

  PunctualFleet(FleetQuota fleet, LongSupplier nanoTime, Timer timer) {
    this.fleet = fleet;
    this.nanoTime = nanoTime;
    this.timer = timer;
  }

  @Override
  public Future<Grant> take(int wanted, Share share) {
    long asked = nanoTime.getAsLong();
    return withinLimit(fleet.take(wanted, share))
        .map(grant -> isStale(asked) ? lost(grant) : grant);
  }

  @Override
  public Future<Void> coolDown(Duration pause) {
    return withinLimit(fleet.coolDown(pause));
  }

  @Override
  public Future<Void> slowDown(Duration time) {
    return withinLimit(fleet.slowDown(time));
  }

  private boolean isStale(long asked) {
    return nanoTime.getAsLong() - asked > STALE.toNanos();
  }

  private static Grant lost(Grant grant) {
    return new Grant(0, grant.askAgain(), grant.coolDown());
  }

  private <T> Future<T> withinLimit(Future<T> answer) {
    if (answer.isComplete()) {
      return answer;
    }
    Promise<T> inTime = Promise.promise();
    Timer.Alarm limit =
        timer.after(LIMIT, () -> inTime.tryFail(new TimeoutException("no answer in time")));
    answer.onComplete(done -> {
      limit.cancel();
      var unused =
          done.succeeded() ? inTime.tryComplete(done.result()) : inTime.tryFail(done.cause());
    });
    return inTime.future();
  }
}
