package profilegateway.upstream.ratelimit.permits;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import profilegateway.profile.Timer;

/** A {@link FleetQuota} whose requests fail with a {@code TimeoutException} if they are not answered within {@link FleetQuota#LIMIT}. */
final class TimeLimitedFleetQuota implements FleetQuota {
  private final FleetQuota fleet;
  private final Timer timer;

  TimeLimitedFleetQuota(FleetQuota fleet, Timer timer) {
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
