package profilegateway.upstream.quota.permits;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import profilegateway.upstream.quota.permits.FleetQuota.Share;

/** The permits that this instance may give without asking anybody: its share of the quota. Shared by all event loops. */
public final class OwnPermits implements Permits {
  private final Allowance allowance;
  private final Brake brake;
  private final LongSupplier nanoTime;
  private final SlidingWindow given;

  public OwnPermits(Allowance allowance, Brake brake, LongSupplier nanoTime) {
    this.allowance = allowance;
    this.brake = brake;
    this.nanoTime = nanoTime;
    this.given = new SlidingWindow(allowance.callsASecond());
  }

  @Override
  public Future<Taken> take(int wanted, Share share) {
    return Future.succeededFuture(grant(wanted, share));
  }

  @Override
  public Outlook outlook() {
    return new Outlook(Duration.ZERO, rate().aSecond(), false);
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

  /** The rate that holds at the moment. */
  Rate rate() {
    return brake.isSlow() ? allowance.halfShare() : allowance.share();
  }

  synchronized int room(Rate rate, Share share) {
    return given.room(rate.permits(share), rate.window(), nanoTime.getAsLong());
  }

  synchronized Duration untilRoom(Rate rate, Share share) {
    return given.untilRoom(rate.permits(share), rate.window(), nanoTime.getAsLong());
  }

  /** Counts permits that came from elsewhere: they are part of this share as well. */
  synchronized void add(int permits, long now) {
    given.add(permits, now);
  }

  /** Some that were counted at a moment will not be used. */
  synchronized void remove(int permits, long counted) {
    given.remove(permits, counted);
  }
}
