package profilegateway.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what is about to come true, and no longer than anybody would. */
public final class Patience {
  /** Longer than anything takes, on a machine that has other things to do as well. */
  private static final Duration LONG = Duration.ofSeconds(60);

  /** Who looks without a pause takes a processor from what it waits for. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);

  private Patience() {}

  /** Waits until it has come true. */
  public static void until(BooleanSupplier come) {
    var unused = timeUntil(come);
  }

  /** Waits until it has come true; returns how long that took. */
  public static Duration timeUntil(BooleanSupplier come) {
    long start = System.nanoTime();
    while (!come.getAsBoolean()) {
      if (System.nanoTime() - start > LONG.toNanos()) {
        throw new AssertionError("it has not come true in " + LONG);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
