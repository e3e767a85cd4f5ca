package profilegateway.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what is about to come true, and no longer than anybody would. */
public final class Patience {
  private static final Duration LONG = Duration.ofSeconds(20);

  private Patience() {}

  /** Looks again and again; what is looked at is slow enough for that, such as an answer over the network. */
  public static void until(BooleanSupplier come) {
    long end = System.nanoTime() + LONG.toNanos();
    while (!come.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("it has not come true in " + LONG);
      }
    }
  }
}
