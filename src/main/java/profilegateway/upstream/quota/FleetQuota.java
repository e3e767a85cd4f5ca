package profilegateway.upstream.quota;

import io.vertx.core.Future;
import java.time.Duration;

/**
 * The quota on calls, and the pause after a 429, that all instances of the gateway share. One clock, not an instance's
 * own, decides.
 */
public interface FleetQuota {

  /**
   * Takes permits now; none is ever promised for later. A call that a permit was given for must be sent at once.
   *
   * @param wanted how many would be used at once; at least 1
   * @param share which part of the quota may be used up
   * @return what was granted; fails when those who share it cannot be reached
   */
  Future<Grant> take(int wanted, Share share);

  /** Stops all instances for a while; the longer of several pauses holds. Fails when they cannot be reached. */
  Future<Void> coolDown(Duration pause);

  /** Halves the rate of all instances for a while. Fails when they cannot be reached. */
  Future<Void> slowDown(Duration time);

  /** How much of the quota a call may use up. */
  enum Share {
    /** All of it. */
    WHOLE,
    /** All but a fixed reserve, which is kept for reads that somebody waits for. */
    WITHOUT_RESERVE
  }

  /**
   * An answer to {@link #take}.
   *
   * @param permits how many calls may be sent now; 0 for none
   * @param askAgain when less than wanted was granted, the time after which there may be more; zero otherwise
   * @param coolDown what is left of a pause of the whole fleet; zero when there is none
   */
  record Grant(int permits, Duration askAgain, Duration coolDown) {}
}
