package profilegateway.cache.fetch;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/**
 * The event loop on which some work has to run.
 *
 * @param context null if the work is bound to no event loop; it then runs at once, on the calling thread
 */
public record LoopAffinity(@Nullable Context context) {

  /** The event loop of the calling thread. */
  public static LoopAffinity here() {
    return new LoopAffinity(Vertx.currentContext());
  }

  /** Runs {@code work} on the event loop: at once if the calling thread is on it. */
  public void run(Runnable work) {
    if (context == null || context == Vertx.currentContext()) {
      work.run();
    } else {
      context.runOnContext(there -> work.run());
    }
  }
}
