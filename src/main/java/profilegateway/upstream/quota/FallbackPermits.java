package profilegateway.upstream.quota;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Timer;
import profilegateway.upstream.quota.FleetQuota.Grant;
import profilegateway.upstream.quota.FleetQuota.Share;
import profilegateway.upstream.quota.Outage.Phase;

/** Permits of the fleet, and while it cannot be reached this instance's own share. Shared by all event loops. */
final class FallbackPermits implements Permits {
  private static final Duration PROBE_EVERY = Duration.ofSeconds(1);

  private final FleetQuota fleet;
  private final OwnPermits own;
  private final Allowance allowance;
  private final Brake brake;
  private final LongSupplier nanoTime;
  private final Timer timer;
  private final QuotaEvents events;
  private final Outage outage = new Outage();
  private volatile boolean closed;

  FallbackPermits(
      FleetQuota fleet,
      Allowance allowance,
      Brake brake,
      LongSupplier nanoTime,
      Timer timer,
      QuotaEvents events) {
    this.fleet = new PunctualFleet(fleet, nanoTime, timer);
    this.own = new OwnPermits(allowance, brake, nanoTime);
    this.allowance = allowance;
    this.brake = brake;
    this.nanoTime = nanoTime;
    this.timer = timer;
    this.events = events;
  }

  @Override
  public Future<Grant> take(int wanted, Share share) {
    return switch (phase()) {
      case NONE -> ask(wanted, share, brake.isSlow() ? allowance.half() : null);
      case RETURNING -> ask(wanted, share, own.rate());
      case SILENT -> Future.succeededFuture(Permits.none(silenceLeft()));
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

  /** Whether this instance keeps to its own share. */
  boolean isOnFallback() {
    return phase() != Phase.NONE;
  }

  /** Tells the fleet of a pause. */
  void coolDown(Duration pause) {
    fleet.coolDown(pause).onFailure(this::failed);
  }

  /** Tells the fleet of a slow time. */
  void slowDown(Duration time) {
    fleet.slowDown(time).onFailure(this::failed);
  }

  /** Asks for no more than {@code limit} leaves room for; null for no limit but the fleet's. */
  private Future<Grant> ask(int wanted, Share share, @Nullable Rate limit) {
    int room = limit == null ? wanted : Math.min(wanted, own.room(limit, share));
    if (limit != null && room == 0) {
      return Future.succeededFuture(Permits.none(own.untilRoom(limit, share)));
    }
    return fleet.take(room, share).map(this::granted).recover(failure -> {
      failed(failure);
      return Future.succeededFuture(Permits.none(silenceLeft()));
    });
  }

  /** What the fleet granted is lost when it has been given up meanwhile: then the silence holds. */
  private Grant granted(Grant grant) {
    Phase phase = phase();
    if (phase == Phase.SILENT || phase == Phase.ALONE) {
      return Permits.none(silenceLeft());
    }
    own.add(grant.permits());
    return grant;
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
  void close() {
    closed = true;
  }

  /** The permit that a probe may get is lost; there is no other question that the fleet answers. */
  private void probe() {
    if (closed) {
      return;
    }
    fleet
        .take(1, Share.WITHOUT_RESERVE)
        .onSuccess(this::reached)
        .onFailure(failure -> probeLater());
  }

  private void reached(Grant grant) {
    brake.coolDown(grant.coolDown());
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
