package profilegateway.profile;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Does something later. */
public interface Timer {

  /** Runs {@code then} once, {@code time} from now or a little later. Never runs it before it returns. */
  Alarm after(Duration time, Runnable then);

  /** The timer of {@code vertx}; whole milliseconds, rounded up. */
  static Timer of(Vertx vertx) {
    return (time, then) -> {
      long millis = Math.max(1, time.plusNanos(999_999).toMillis());
      long id = vertx.setTimer(millis, fired -> then.run());
      return () -> {
        var unused = vertx.cancelTimer(id);
      };
    };
  }

  /** Something that is going to be done. */
  interface Alarm {

    /** Calls it off; does nothing when it has been done. */
    void cancel();
  }
}
