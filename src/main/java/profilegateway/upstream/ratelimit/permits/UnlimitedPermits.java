package profilegateway.upstream.ratelimit.permits;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Timer;
import profilegateway.upstream.ratelimit.permits.FleetQuota.Share;

/**
 * Permits of an account without a quota; a slowdown does not limit them either. If there is a fleet, a permit is requested from it all the
 * same, because a cooldown of other instances holds here as well, but calls wait no longer than {@link #PATIENCE} for its answer.
 * Shared by all event loops.
 */
public final class UnlimitedPermits implements Permits {
  /** Maximum wait for the fleet: a fleet that has not answered by then may not answer at all. */
  public static final Duration PATIENCE = Duration.ofMillis(25);

  /** Permits for all reservations that may be queued: one answer serves them all. */
  private static final Taken ALL = new Taken(MOST, Permit.UNLIMITED, Duration.ZERO, Duration.ZERO);

  private final @Nullable FallbackPermits fleet;
  private final Cooldown cooldown;
  private final Timer timer;

  /** Whether a request is unanswered for longer than {@link #PATIENCE}. No further one is made until it is answered. */
  private volatile boolean isOverdue;

  /** {@code fleet} is null if there is none. */
  public UnlimitedPermits(@Nullable FallbackPermits fleet, Cooldown cooldown, Timer timer) {
    this.fleet = fleet;
    this.cooldown = cooldown;
    this.timer = timer;
  }

  @Override
  public Future<Taken> take(int wanted, Share share) {
    return fleet == null || fleet.isAway() || isOverdue
        ? Future.succeededFuture(ALL)
        : inTime(fleet.take(wanted, share));
  }

  private Future<Taken> inTime(Future<Taken> answer) {
    Promise<Taken> inTime = Promise.promise();
    Timer.Alarm alarm = timer.after(PATIENCE, () -> isOverdue = inTime.tryComplete(ALL));
    answer.onSuccess(taken -> {
      alarm.cancel();
      isOverdue = false;
      if (!inTime.tryComplete(taken.coolDown().isZero() ? ALL : taken)) {
        cooldown.coolDown(taken.coolDown());
      }
    });
    return inTime.future();
  }

  @Override
  public RateEstimate estimate() {
    return new RateEstimate(Duration.ZERO, Double.POSITIVE_INFINITY, false);
  }

  @Override
  public OptionalInt left() {
    return OptionalInt.empty();
  }
}
