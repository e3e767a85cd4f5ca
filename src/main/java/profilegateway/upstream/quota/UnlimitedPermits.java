package profilegateway.upstream.quota;

import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import profilegateway.upstream.quota.FleetQuota.Share;

/**
 * Permits of an account without a quota: half of no limit is no limit either. Where there is a fleet, each call asks it
 * all the same, since a pause of the others holds here as well.
 */
final class UnlimitedPermits implements Permits {
  private final @Nullable FallbackPermits fleet;

  /** {@code fleet} is null where there is none. */
  UnlimitedPermits(@Nullable FallbackPermits fleet) {
    this.fleet = fleet;
  }

  @Override
  public Future<Taken> take(int wanted, Share share) {
    // For all who wait, or a question for a few would have to be answered before the next few.
    Taken all = new Taken(WaitingRoom.MOST, Permit.UNLIMITED, Duration.ZERO, Duration.ZERO);
    return fleet == null || fleet.isAway()
        ? Future.succeededFuture(all)
        : fleet.take(wanted, share).map(taken -> taken.coolDown().isZero() ? all : taken);
  }

  @Override
  public Outlook outlook() {
    return new Outlook(Duration.ZERO, Double.POSITIVE_INFINITY, false);
  }
}
