package profilegateway.redis.link;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * A wait for an answer that comes to an end. Time goes by in short steps, and one that took longer than it should counts as long as
 * it should: while this process is held up, an answer may be there already that it had no time to look at.
 */
final class Wait<T> {
  private static final long STEP_MILLIS = 10;

  private final Vertx vertx;
  private final Promise<T> inTime = Promise.promise();
  private long left;
  private volatile long timer;

  private Wait(Vertx vertx, Duration limit) {
    this.vertx = vertx;
    this.left = RedisLink.millis(limit);
  }

  /** The answer; fails with a {@link TimeoutException} when it does not come within {@code limit}. */
  static <T> Future<T> within(Vertx vertx, Duration limit, Future<T> answer) {
    if (answer.isComplete()) {
      return answer;
    }
    Wait<T> wait = new Wait<>(vertx, limit);
    wait.step();
    answer.onComplete(done -> {
      vertx.cancelTimer(wait.timer);
      var unused = done.succeeded()
          ? wait.inTime.tryComplete(done.result())
          : wait.inTime.tryFail(done.cause());
    });
    return wait.inTime.future();
  }

  private void step() {
    long step = Math.min(left, STEP_MILLIS);
    timer = vertx.setTimer(step, passed -> {
      left -= step;
      if (inTime.future().isComplete()) {
        return;
      }
      if (left > 0) {
        step();
      } else {
        var unused = inTime.tryFail(new Silence());
      }
    });
  }

  /** Without a stack trace: it is ordinary. */
  private static final class Silence extends TimeoutException {
    private static final long serialVersionUID = 1;

    Silence() {
      super("no answer in time");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }
}
