package profilegateway.upstream.ratelimit.permits;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Timer;
import profilegateway.upstream.ratelimit.permits.FleetConnectivity.Phase;
import profilegateway.upstream.ratelimit.permits.FleetQuota.Grant;
import profilegateway.upstream.ratelimit.permits.FleetQuota.Share;

/** Permits of the fleet, and of the local share while the fleet cannot be reached. Shared by all event loops. */
public final class FallbackPermits implements Permits {
  private static final Duration PROBE_INTERVAL = Duration.ofSeconds(1);

  /** Maximum time between two requests: no message says that another instance has returned permits. */
  private static final Duration LONGEST_REST = Duration.ofMillis(100);

  private final FleetQuota fleet;
  private final LocalPermits local;
  private final QuotaLimit limit;
  private final Cooldown cooldown;
  private final LongSupplier nanoTime;
  private final Timer timer;
  private final QuotaEvents events;
  private final QuickestTrip quickest = new QuickestTrip();
  private final FleetConnectivity connectivity = new FleetConnectivity();
  private volatile @Nullable Reported reported;
  private volatile boolean closed;

  /** {@code nanoTime} as {@link System#nanoTime()}. */
  public FallbackPermits(
      FleetQuota fleet,
      QuotaLimit limit,
      Cooldown cooldown,
      LongSupplier nanoTime,
      Timer timer,
      QuotaEvents events) {
    this.fleet = new TimeLimitedFleetQuota(fleet, timer);
    this.local = new LocalPermits(limit, cooldown, nanoTime);
    this.limit = limit;
    this.cooldown = cooldown;
    this.nanoTime = nanoTime;
    this.timer = timer;
    this.events = events;
  }

  @Override
  public Future<Taken> take(int wanted, Share share) {
    return switch (phase()) {
      case CONNECTED -> request(wanted, share, cooldown.isSlow() ? limit.half() : null);
      case RETURNING -> request(wanted, share, local.rate());
      case DRAINING -> Future.succeededFuture(Taken.none(drainLeft()));
      case ALONE -> local.take(wanted, share);
    };
  }

  @Override
  public RateEstimate estimate() {
    boolean isConnected = phase() == Phase.CONNECTED;
    double perSecond = isConnected
        ? limit.callsASecond() / (cooldown.isSlow() ? 2.0 : 1.0)
        : local.rate().perSecond();
    return new RateEstimate(drainLeft(), perSecond, isConnected);
  }

  @Override
  public OptionalInt left() {
    if (isAway()) {
      return local.left();
    }
    Reported latest = reported;
    boolean isOld =
        latest == null || nanoTime.getAsLong() - latest.at() > FleetQuota.WINDOW.toNanos();
    return latest == null || isOld ? OptionalInt.empty() : OptionalInt.of(latest.permits());
  }

  /** Number of permits that the fleet had left at a moment, as it reported. */
  private record Reported(int permits, long at) {}

  /**
   * Requests no permits a number of times, until classes are loaded and the round trip time is known. Never fails; ends early if the
   * fleet cannot be reached.
   */
  public Future<Void> warmUp() {
    return warmUp(QuickestTrip.TRIPS);
  }

  private Future<Void> warmUp(int requests) {
    return requests == 0 || isAway()
        ? Future.succeededFuture()
        : request(0, Share.WHOLE, null).compose(answered -> warmUp(requests - 1));
  }

  /** Whether no permits are requested from the fleet because it does not answer. */
  boolean isAway() {
    Phase phase = phase();
    return phase == Phase.DRAINING || phase == Phase.ALONE;
  }

  /** Whether this instance keeps to its local share: the fleet cannot be reached, or only since a few seconds. */
  public boolean isOnFallback() {
    return phase() != Phase.CONNECTED;
  }

  /** Starts a cooldown of the whole fleet; without effect if it cannot be reached. */
  public void coolDown(Duration pause) {
    fleet.coolDown(pause).onFailure(this::failed);
  }

  /** Starts a slowdown of the whole fleet; without effect if it cannot be reached. */
  public void slowDown(Duration time) {
    fleet.slowDown(time).onFailure(this::failed);
  }

  /** Requests no more permits than {@code most} allows; null if only the fleet limits them. */
  private Future<Taken> request(int wanted, Share share, @Nullable Rate most) {
    int room = most == null ? wanted : Math.min(wanted, local.room(most, share));
    if (most != null && room == 0) {
      return Future.succeededFuture(Taken.none(local.untilRoom(most, share)));
    }
    long requested = nanoTime.getAsLong();
    return fleet
        .take(room, local.room(local.rate(), share), share)
        .map(grant -> granted(grant, requested))
        .recover(failure -> {
          failed(failure);
          return Future.succeededFuture(Taken.none(drainLeft()));
        });
  }

  /** A grant that comes after the fleet was given up is dropped: no permits are valid until the drain ends. */
  private Taken granted(Grant grant, long requested) {
    long now = nanoTime.getAsLong();
    quickest.took(now - requested);
    if (isAway()) {
      return Taken.none(drainLeft());
    }
    local.add(grant.permits(), now);
    reported = new Reported(grant.left(), now);
    // The moment of the grant is unknown here, but it is not before the request.
    Permit each = Permit.since(
        requested + quickest.nanos(), nanoTime, unused -> giveBack(unused, grant, now));
    return new Taken(grant.permits(), each, askAgain(grant), grant.coolDown());
  }

  private static Duration askAgain(Grant grant) {
    boolean isCooling = !grant.coolDown().isZero();
    return isCooling || grant.askAgain().compareTo(LONGEST_REST) < 0
        ? grant.askAgain()
        : LONGEST_REST;
  }

  private Future<Void> giveBack(int unused, Grant grant, long counted) {
    local.remove(unused, counted);
    return fleet.giveBack(unused, grant).onFailure(this::failed).otherwiseEmpty();
  }

  private void failed(Throwable cause) {
    boolean isNew;
    synchronized (this) {
      isNew = connectivity.failed(nanoTime.getAsLong());
    }
    if (isNew) {
      events.fleetLost(cause);
      probeLater();
    }
  }

  private void probeLater() {
    var unused = timer.after(PROBE_INTERVAL, this::probe);
  }

  /** Stops probing a fleet that cannot be reached. */
  public void close() {
    closed = true;
  }

  /** Takes a permit, which is returned: a fleet that only answers with cooldowns is not back. */
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
    cooldown.coolDown(grant.coolDown());
    if (grant.permits() > 0) {
      var unused = fleet.giveBack(grant.permits(), grant);
    }
    boolean isNew;
    synchronized (this) {
      isNew = connectivity.answered(nanoTime.getAsLong());
    }
    if (isNew) {
      events.fleetBack();
      shareCooldown();
    }
  }

  /** The other instances may not know of a cooldown or slowdown that started while the fleet could not be reached. */
  private void shareCooldown() {
    if (cooldown.isCooling()) {
      coolDown(cooldown.coolDownLeft());
    }
    if (cooldown.isSlow()) {
      slowDown(cooldown.slowDownLeft());
    }
  }

  private synchronized Phase phase() {
    return connectivity.phase(nanoTime.getAsLong());
  }

  private synchronized Duration drainLeft() {
    return connectivity.drainLeft(nanoTime.getAsLong());
  }
}
