package profilegateway.graphql;

import io.vertx.core.Future;
import java.util.function.LongSupplier;

/** How long an operation waits for others, several of them at once or not. Confined to the event loop of its operation. */
final class WaitingTime {
  private final LongSupplier nanoTime;
  private int waits;
  private long since;
  private long nanos;

  WaitingTime(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Counts until {@code awaited} is there, which is on the operation's event loop. */
  <T> Future<T> until(Future<T> awaited) {
    if (awaited.isComplete()) {
      return awaited;
    }
    if (waits++ == 0) {
      since = nanoTime.getAsLong();
    }
    // What goes on with it comes after this, and is no waiting.
    return awaited.onComplete(there -> {
      if (--waits == 0) {
        nanos += nanoTime.getAsLong() - since;
      }
    });
  }

  /** What it came to so far. */
  long nanos() {
    return waits == 0 ? nanos : nanos + nanoTime.getAsLong() - since;
  }
}
