package profilegateway.upstream.quota.permits;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Timer;
import profilegateway.upstream.quota.permits.FleetQuota.Share;

/**
 * Permits of an account without a quota: half of no limit is no limit either. Where there is a fleet, each call asks it
 * all the same, since a pause of the others holds here as well. Nobody waits long to be told that there is none.
 */
public final class UnlimitedPermits implements Permits {
  /** Who has not answered by then may well not answer at all. */
  public static final Duration PATIENCE = Duration.ofMillis(25);

  /** For all who wait, or a question for a few would have to be answered before the next few. */
  private static final Taken ALL = new Taken(MOST, Permit.UNLIMITED, Duration.ZERO, Duration.ZERO);

  private final @Nullable FallbackPermits fleet;
  private final Brake brake;
  private final Timer timer;

  /** Whether a question was asked so long ago that nobody waits for its answer any more. */
  private volatile boolean isOverdue;

  /** {@code fleet} is null where there is none. */
  public UnlimitedPermits(@Nullable FallbackPermits fleet, Brake brake, Timer timer) {
    this.fleet = fleet;
    this.brake = brake;
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
        brake.coolDown(taken.coolDown());
      }
    });
    return inTime.future();
  }

  @Override
  public Outlook outlook() {
    return new Outlook(Duration.ZERO, Double.POSITIVE_INFINITY, false);
  }

  @Override
  public OptionalInt left() {
    return OptionalInt.empty();
  }
}
