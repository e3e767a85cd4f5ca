package profilegateway.upstream.quota.permits;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import profilegateway.profile.Timer;

/** A fleet that answers in time, or cannot be reached. */
final class PunctualFleet implements FleetQuota {
  private final FleetQuota fleet;
  private final Timer timer;

  PunctualFleet(FleetQuota fleet, Timer timer) {
    this.fleet = fleet;
    this.timer = timer;
  }

  @Override
  public Future<Grant> take(int wanted, int alone, Share share) {
    return withinLimit(fleet.take(wanted, alone, share));
  }

  @Override
  public Future<Void> giveBack(int permits, Grant from) {
    return withinLimit(fleet.giveBack(permits, from));
  }

  @Override
  public Future<Void> coolDown(Duration pause) {
    return withinLimit(fleet.coolDown(pause));
  }

  @Override
  public Future<Void> slowDown(Duration time) {
    return withinLimit(fleet.slowDown(time));
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
