package profilegateway.upstream.quota.permits;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Timer;
import profilegateway.upstream.quota.permits.FleetQuota.Grant;
import profilegateway.upstream.quota.permits.FleetQuota.Share;
import profilegateway.upstream.quota.permits.Outage.Phase;

/** Permits of the fleet, and while it cannot be reached this instance's own share. Shared by all event loops. */
public final class FallbackPermits implements Permits {
  private static final Duration PROBE_EVERY = Duration.ofSeconds(1);

  /** Nobody tells when another instance gives permits back. */
  private static final Duration LONGEST_REST = Duration.ofMillis(100);

  private final FleetQuota fleet;
  private final OwnPermits own;
  private final Allowance allowance;
  private final Brake brake;
  private final LongSupplier nanoTime;
  private final Timer timer;
  private final QuotaEvents events;
  private final QuickestTrip quickest = new QuickestTrip();
  private final Outage outage = new Outage();
  private volatile @Nullable Rest rest;
  private volatile boolean closed;

  public FallbackPermits(
      FleetQuota fleet,
      Allowance allowance,
      Brake brake,
      LongSupplier nanoTime,
      Timer timer,
      QuotaEvents events) {
    this.fleet = new PunctualFleet(fleet, timer);
    this.own = new OwnPermits(allowance, brake, nanoTime);
    this.allowance = allowance;
    this.brake = brake;
    this.nanoTime = nanoTime;
    this.timer = timer;
    this.events = events;
  }

  @Override
  public Future<Taken> take(int wanted, Share share) {
    return switch (phase()) {
      case NONE -> ask(wanted, share, brake.isSlow() ? allowance.half() : null);
      case RETURNING -> ask(wanted, share, own.rate());
      case SILENT -> Future.succeededFuture(Taken.none(silenceLeft()));
      case ALONE -> own.take(wanted, share);
    };
  }

  @Override
  public Outlook outlook() {
    boolean isReached = phase() == Phase.NONE;
    double aSecond = isReached
        ? allowance.callsASecond() / (brake.isSlow() ? 2.0 : 1.0)
        : own.rate().aSecond();
    return new Outlook(silenceLeft(), aSecond, isReached);
  }

  @Override
  public OptionalInt left() {
    if (isAway()) {
      return own.left();
    }
    Rest heard = rest;
    boolean isOld =
        heard == null || nanoTime.getAsLong() - heard.at() > FleetQuota.WINDOW.toNanos();
    return heard == null || isOld ? OptionalInt.empty() : OptionalInt.of(heard.permits());
  }

  /** What the fleet said at a moment that was left. */
  private record Rest(int permits, long at) {}

  /** Asks the fleet for nothing, until code is loaded and it is known how far the way is. */
  public Future<Void> warmUp() {
    return warmUp(QuickestTrip.TRIPS);
  }

  private Future<Void> warmUp(int questions) {
    return questions == 0 || isAway()
        ? Future.succeededFuture()
        : ask(0, Share.WHOLE, null).compose(asked -> warmUp(questions - 1));
  }

  /** Whether the fleet is not asked, as it does not answer. */
  boolean isAway() {
    Phase phase = phase();
    return phase == Phase.SILENT || phase == Phase.ALONE;
  }

  /** Whether this instance keeps to its own share. */
  public boolean isOnFallback() {
    return phase() != Phase.NONE;
  }

  /** Tells the fleet of a pause. */
  public void coolDown(Duration pause) {
    fleet.coolDown(pause).onFailure(this::failed);
  }

  /** Tells the fleet of a slow time. */
  public void slowDown(Duration time) {
    fleet.slowDown(time).onFailure(this::failed);
  }

  /** Asks for no more than {@code limit} leaves room for; null for no limit but the fleet's. */
  private Future<Taken> ask(int wanted, Share share, @Nullable Rate limit) {
    int room = limit == null ? wanted : Math.min(wanted, own.room(limit, share));
    if (limit != null && room == 0) {
      return Future.succeededFuture(Taken.none(own.untilRoom(limit, share)));
    }
    long asked = nanoTime.getAsLong();
    return fleet
        .take(room, own.room(own.rate(), share), share)
        .map(grant -> granted(grant, asked))
        .recover(failure -> {
          failed(failure);
          return Future.succeededFuture(Taken.none(silenceLeft()));
        });
  }

  /** What the fleet granted is lost when it has been given up meanwhile: then the silence holds. */
  private Taken granted(Grant grant, long asked) {
    long now = nanoTime.getAsLong();
    quickest.took(now - asked);
    if (isAway()) {
      return Taken.none(silenceLeft());
    }
    own.add(grant.permits(), now);
    rest = new Rest(grant.left(), now);
    // Nobody here knows when it was granted, but not before it was asked for.
    Permit each =
        Permit.since(asked + quickest.nanos(), nanoTime, unused -> giveBack(unused, grant, now));
    return new Taken(grant.permits(), each, askAgain(grant), grant.coolDown());
  }

  private static Duration askAgain(Grant grant) {
    boolean isPause = !grant.coolDown().isZero();
    return isPause || grant.askAgain().compareTo(LONGEST_REST) < 0
        ? grant.askAgain()
        : LONGEST_REST;
  }

  private Future<Void> giveBack(int unused, Grant grant, long counted) {
    own.remove(unused, counted);
    return fleet.giveBack(unused, grant).onFailure(this::failed).otherwiseEmpty();
  }

  private void failed(Throwable cause) {
    boolean isNew;
    synchronized (this) {
      isNew = outage.failed(nanoTime.getAsLong());
    }
    if (isNew) {
      events.fleetLost(cause);
      probeLater();
    }
  }

  private void probeLater() {
    var unused = timer.after(PROBE_EVERY, this::probe);
  }

  /** There is no further probe. */
  public void close() {
    closed = true;
  }

  /** With a permit, which is given back: a fleet that tells only of pauses is not back. */
  private void probe() {
    if (closed) {
      return;
    }
    fleet
        .take(1, 1, Share.WITHOUT_RESERVE)
        .onSuccess(this::reached)
        .onFailure(failure -> probeLater());
  }

  private void reached(Grant grant) {
    brake.coolDown(grant.coolDown());
    if (grant.permits() > 0) {
      var unused = fleet.giveBack(grant.permits(), grant);
    }
    boolean isNew;
    synchronized (this) {
      isNew = outage.answered(nanoTime.getAsLong());
    }
    if (isNew) {
      events.fleetBack();
      tellAgain();
    }
  }

  /** What this instance learnt meanwhile, the others may not know. */
  private void tellAgain() {
    if (brake.isCooling()) {
      coolDown(brake.coolDownLeft());
    }
    if (brake.isSlow()) {
      slowDown(brake.slowDownLeft());
    }
  }

  private synchronized Phase phase() {
    return outage.phase(nanoTime.getAsLong());
  }

  private synchronized Duration silenceLeft() {
    return outage.silenceLeft(nanoTime.getAsLong());
  }
}
