package profilegateway.upstream;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Timer;

/** Does something again and again, with a pause between the end of one round and the next. Thread-safe. */
final class Rounds {
  private final Timer timer;
  private final Duration pause;
  private final Supplier<Future<Void>> round;
  private Timer.@Nullable Alarm next;
  private boolean closed;

  /** @param round what is done; the next one comes however it ends */
  Rounds(Timer timer, Duration pause, Supplier<Future<Void>> round) {
    this.timer = timer;
    this.pause = pause;
    this.round = round;
  }

  /** Begins, one pause from now. To be called once. */
  synchronized void begin() {
    if (!closed) {
      next = timer.after(pause, () -> round.get().onComplete(ended -> begin()));
    }
  }

  /** There is no further round. */
  synchronized void close() {
    closed = true;
    if (next != null) {
      next.cancel();
    }
  }
}
