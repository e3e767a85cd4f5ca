package profilegateway.upstream.ratelimit.permits;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import profilegateway.upstream.ratelimit.permits.FleetQuota.Share;

/** Permits of this instance's share of the quota, which needs no coordination with other instances. Shared by all event loops. */
public final class LocalPermits implements Permits {
  private final QuotaLimit limit;
  private final Cooldown cooldown;
  private final LongSupplier nanoTime;
  private final SlidingWindow granted;

  /** {@code nanoTime} as {@link System#nanoTime()}. */
  public LocalPermits(QuotaLimit limit, Cooldown cooldown, LongSupplier nanoTime) {
    this.limit = limit;
    this.cooldown = cooldown;
    this.nanoTime = nanoTime;
    this.granted = new SlidingWindow(limit.callsASecond());
  }

  @Override
  public Future<Taken> take(int wanted, Share share) {
    return Future.succeededFuture(grant(wanted, share));
  }

  @Override
  public RateEstimate estimate() {
    return new RateEstimate(Duration.ZERO, rate().perSecond(), false);
  }

  @Override
  public OptionalInt left() {
    return OptionalInt.of(room(rate(), Share.WHOLE));
  }

  private synchronized Taken grant(int wanted, Share share) {
    Rate rate = rate();
    int permits = Math.min(wanted, room(rate, share));
    long now = nanoTime.getAsLong();
    add(permits, now);
    Duration askAgain = permits == wanted ? Duration.ZERO : untilRoom(rate, share);
    Permit each = Permit.since(now, nanoTime, unused -> {
      remove(unused, now);
      return Future.succeededFuture();
    });
    return new Taken(permits, each, askAgain, Duration.ZERO);
  }

  /** The rate in force: half the share during a slowdown. */
  Rate rate() {
    return cooldown.isSlow() ? limit.halfShare() : limit.share();
  }

  /** How many permits {@code rate} allows now. */
  synchronized int room(Rate rate, Share share) {
    return granted.room(rate.permits(share), rate.window(), nanoTime.getAsLong());
  }

  /** Time until {@code rate} allows a permit; zero if it does now. */
  synchronized Duration untilRoom(Rate rate, Share share) {
    return granted.untilRoom(rate.permits(share), rate.window(), nanoTime.getAsLong());
  }

  /** Counts permits that the fleet granted towards this share. */
  synchronized void add(int permits, long now) {
    granted.add(permits, now);
  }

  /** Uncounts permits that will not be used; {@code counted} is the moment at which they were counted. */
  synchronized void remove(int permits, long counted) {
    granted.remove(permits, counted);
  }
}
