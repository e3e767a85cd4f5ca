package profilegateway.upstream.quota.permits;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/** The right to one call, for a moment. */
public final class Permit {
  /**
   * How long it may be held back. The window of the quota is a little longer than a second, so that calls need not all
   * be equally quick; the rest of that is for the way to the Profile API.
   */
  static final Duration LIFE =
      FleetQuota.WINDOW.minus(FleetQuota.SECOND).multipliedBy(2).dividedBy(3);

  /** An account without a quota does not mind when its calls are made. */
  static final Permit UNLIMITED = new Permit(() -> false, permits -> Future.succeededFuture());

  private final BooleanSupplier late;
  private final IntFunction<Future<Void>> giveBack;

  private Permit(BooleanSupplier late, IntFunction<Future<Void>> giveBack) {
    this.late = late;
    this.giveBack = giveBack;
  }

  /**
   * One of several that were given together.
   *
   * @param moment when, on a clock such as {@link System#nanoTime()}
   * @param giveBack takes back so many of them; does not fail
   */
  static Permit since(long moment, LongSupplier nanoTime, IntFunction<Future<Void>> giveBack) {
    return new Permit(() -> nanoTime.getAsLong() - moment > LIFE.toNanos(), giveBack);
  }

  /** Whether its call would come so late that it crowds the second after its own. Then it must not be made. */
  public boolean isLate() {
    return late.getAsBoolean();
  }

  /** Gives back so many that were given together and will not be used. Never fails. */
  public Future<Void> giveBack(int permits) {
    return permits == 0 ? Future.succeededFuture() : giveBack.apply(permits);
  }
}
