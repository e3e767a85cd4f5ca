package profilegateway.cache;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/**
 * The event loop that some work belongs to.
 *
 * @param context null where it belongs to none, and is done at once
 */
record HomeLoop(@Nullable Context context) {

  static HomeLoop here() {
    return new HomeLoop(Vertx.currentContext());
  }

  /** Does it there: at once when that is here. */
  void run(Runnable work) {
    if (context == null || context == Vertx.currentContext()) {
      work.run();
    } else {
      context.runOnContext(there -> work.run());
    }
  }
}
