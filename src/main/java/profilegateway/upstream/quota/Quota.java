package profilegateway.upstream.quota;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Deadline;
import profilegateway.profile.Lane;
import profilegateway.profile.Timer;
import profilegateway.upstream.quota.permits.Allowance;
import profilegateway.upstream.quota.permits.Brake;
import profilegateway.upstream.quota.permits.FallbackPermits;
import profilegateway.upstream.quota.permits.FleetQuota;
import profilegateway.upstream.quota.permits.OwnPermits;
import profilegateway.upstream.quota.permits.Permit;
import profilegateway.upstream.quota.permits.Permits;
import profilegateway.upstream.quota.permits.QuotaEvents;
import profilegateway.upstream.quota.permits.UnlimitedPermits;

/**
 * The line in which calls wait for their turn, so that all instances together keep within the quota. A turn comes with a
 * permit for now: whoever has it calls at once. Shared by all event loops.
 */
public final class Quota {
  private final AtomicLong came = new AtomicLong();
  private final LongSupplier nanoTime;
  private final Timer timer;
  private final Brake brake;
  private final @Nullable FallbackPermits fleet;
  private final Permits permits;
  private final WaitingRoom room;
  private final Pump pump;

  private Quota(
      Brake brake,
      Permits permits,
      @Nullable FallbackPermits fleet,
      LongSupplier nanoTime,
      Timer timer) {
    this.brake = brake;
    this.fleet = fleet;
    this.nanoTime = nanoTime;
    this.timer = timer;
    this.permits = permits;
    this.room = new WaitingRoom(permits, brake, nanoTime);
    this.pump = new Pump(room, permits, brake, timer);
  }

  /** A quota that this instance shares with the others through {@code fleet}. */
  public static Quota shared(
      Allowance allowance,
      FleetQuota fleet,
      LongSupplier nanoTime,
      Timer timer,
      QuotaEvents events) {
    Brake brake = new Brake(nanoTime);
    FallbackPermits permits = new FallbackPermits(fleet, allowance, brake, nanoTime, timer, events);
    return new Quota(
        brake,
        allowance.isUnlimited() ? new UnlimitedPermits(permits, brake, timer) : permits,
        permits,
        nanoTime,
        timer);
  }

  /** A quota of which this instance uses its share, without asking anybody. */
  public static Quota alone(Allowance allowance, LongSupplier nanoTime, Timer timer) {
    Brake brake = new Brake(nanoTime);
    Permits permits = allowance.isUnlimited()
        ? new UnlimitedPermits(null, brake, timer)
        : new OwnPermits(allowance, brake, nanoTime);
    return new Quota(brake, permits, null, nanoTime, timer);
  }

  /** Makes the way to the fleet quick for those who will call, and learns how quick it is. Never fails. */
  public Future<Void> warmUp() {
    return fleet == null ? Future.succeededFuture() : fleet.warmUp();
  }

  /** Waits for a turn; is refused at once when it cannot come before {@code deadline}. */
  public Turn acquire(Lane lane, Deadline deadline) {
    Position position = new Position(lane, came.incrementAndGet(), nanoTime.getAsLong());
    return enter(new Waiter(this, position, deadline));
  }

  /** When somebody who did not come to its end before {@code deadline} should try again. */
  public Duration retryAfter(Lane lane, Deadline deadline) {
    return room.retryAfter(lane, deadline.remaining());
  }

  Turn enter(Waiter waiter) {
    Duration refused = room.enter(waiter);
    if (refused != null) {
      waiter.refuse(refused);
      return waiter;
    }
    pump.run();
    watch(waiter);
    return waiter;
  }

  /** Stops all calls for a while: here at once, and in all other instances that can be told. */
  public void coolDown(Duration pause) {
    brake.coolDown(pause);
    room.coolDown().forEach(Runnable::run);
    if (fleet != null) {
      fleet.coolDown(pause);
    }
  }

  /** Halves the rate of calls for a while: here at once, and in all other instances that can be told. */
  public void slowDown(Duration time) {
    brake.slowDown(time);
    if (fleet != null) {
      fleet.slowDown(time);
    }
  }

  /** Asks the other instances nothing any more. */
  public void close() {
    if (fleet != null) {
      fleet.close();
    }
  }

  public QuotaState state() {
    return room.state(permits.left(), fleet != null && fleet.isOnFallback());
  }

  void leave(Waiter waiter) {
    if (room.leave(waiter)) {
      waiter.leave();
    }
  }

  /** There is more to be had then than was thought, here or in another instance. */
  void giveBack(Permit unused) {
    unused.giveBack(1).onComplete(back -> pump.wakeUp());
  }

  private void watch(Waiter waiter) {
    waiter.watch(timer, () -> expire(waiter));
  }

  private void expire(Waiter waiter) {
    if (!waiter.left().isZero()) {
      // Somebody more patient has joined those who wait for this call.
      watch(waiter);
      return;
    }
    Duration retryAfter = room.expire(waiter);
    if (retryAfter != null) {
      waiter.refuse(retryAfter);
    }
  }
}
