package profilegateway.upstream.ratelimit.permits;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/** The right to make one call now. It expires within milliseconds. Thread-safe. */
public final class Permit {
  /**
   * How long a permit is valid. The window of the quota is a little longer than a second, because calls do not all take equally long to
   * reach the Profile API: two thirds of the difference may pass before the call is sent, the rest is for its way.
   */
  static final Duration LIFE =
      FleetQuota.WINDOW.minus(FleetQuota.SECOND).multipliedBy(2).dividedBy(3);

  /** A permit of an account without a quota: it never expires, and returning it has no effect. */
  static final Permit UNLIMITED = new Permit(() -> false, permits -> Future.succeededFuture());

  private final BooleanSupplier late;
  private final IntFunction<Future<Void>> giveBack;

  private Permit(BooleanSupplier late, IntFunction<Future<Void>> giveBack) {
    this.late = late;
    this.giveBack = giveBack;
  }

  /**
   * A permit that stands for each of those that were granted together.
   *
   * @param moment when they were granted, as {@code nanoTime} showed
   * @param giveBack returns a number of them to their source; must not fail
   */
  static Permit since(long moment, LongSupplier nanoTime, IntFunction<Future<Void>> giveBack) {
    return new Permit(() -> nanoTime.getAsLong() - moment > LIFE.toNanos(), giveBack);
  }

  /**
   * Whether the permit has expired. Its call must not be made then: it would count towards a later second of the Profile API than the
   * one that the permit was granted for.
   */
  public boolean isLate() {
    return late.getAsBoolean();
  }

  /** Returns unused permits to their source: {@code permits} of those that were granted together. Never fails. */
  public Future<Void> giveBack(int permits) {
    return permits == 0 ? Future.succeededFuture() : giveBack.apply(permits);
  }
}
