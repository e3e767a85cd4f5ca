package profilegateway.upstream.ratelimit.permits;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.OptionalInt;
import profilegateway.upstream.ratelimit.permits.FleetQuota.Share;

/** A source of permits. Thread-safe. */
public interface Permits {
  /** Maximum number of queued reservations, and so of permits in use. A last resort: deadlines keep the queue much shorter. */
  int MOST = 10_000;

  /**
   * Takes permits that can be used now.
   *
   * @param wanted number of permits that would be used
   * @return up to {@code wanted} permits; never fails
   */
  Future<Taken> take(int wanted, Share share);

  /** The rate at which permits can be expected from now on. */
  RateEstimate estimate();

  /** Number of permits available now; empty if it is unknown, or there is no limit. */
  OptionalInt left();

  /**
   * Answer to {@link #take}; it may be partial.
   *
   * @param permits number of permits; 0 for none
   * @param each one of these permits; they are all alike
   * @param askAgain if fewer than wanted were taken, the time after which more may be available
   * @param coolDown time left of a cooldown of the whole fleet; zero if there is none
   */
  record Taken(int permits, Permit each, Duration askAgain, Duration coolDown) {

    /** No permits; more may be available after {@code askAgain}. */
    public static Taken none(Duration askAgain) {
      return new Taken(0, Permit.UNLIMITED, askAgain, Duration.ZERO);
    }

    /** This answer; or none, once all permits are returned, if the answer took so long that they have expired. */
    public Future<Taken> unlessLate() {
      return permits == 0 || !each.isLate()
          ? Future.succeededFuture(this)
          : each.giveBack(permits).map(new Taken(0, each, askAgain, coolDown));
    }
  }

  /**
   * Estimate of the rate of future permits.
   *
   * @param pause time until the next permit at the earliest; zero if permits may be available now
   * @param perSecond maximum number of permits per second after that; infinite if there is no limit
   * @param isShared whether other instances take permits from the same quota, so that there may be fewer
   */
  record RateEstimate(Duration pause, double perSecond, boolean isShared) {}
}
