package profilegateway.upstream.quota.permits;

import io.vertx.core.Future;
import java.time.Duration;

/**
 * The quota on calls, and the pause after a 429, that all instances of the gateway share. One clock, not an instance's
 * own, decides.
 */
public interface FleetQuota {
  /** The time that the quota is meant for. */
  Duration SECOND = Duration.ofSeconds(1);

  /** The time that it is kept in: not all calls travel equally fast. */
  Duration WINDOW = Duration.ofMillis(1030);

  /** Who says nothing for so long cannot be reached. */
  Duration LIMIT = Duration.ofMillis(500);

  /** Time enough for all instances to find out that what they share is there again. */
  Duration RETURN = Duration.ofSeconds(3);

  /**
   * Takes permits now; none is ever promised for later. A call that a permit was given for must be sent at once.
   *
   * <p>Whoever answers may have begun anew, and know nothing of the calls of late. Then it grants nothing for a
   * {@link #WINDOW}, and for {@link #RETURN} after that no more than {@code alone}: other instances may keep to their
   * own shares, and not know yet that they are not alone any more.
   *
   * @param wanted how many would be used at once; 0 to learn of a pause and nothing more
   * @param alone how many of these this instance might use if it could ask nobody
   * @param share which part of the quota may be used up
   * @return what was granted; fails when those who share it cannot be reached
   */
  Future<Grant> take(int wanted, int alone, Share share);

  /**
   * Gives back permits that were not used, and must not be any more. Fails when those who share it cannot be reached.
   *
   * @param from what they were granted with
   */
  Future<Void> giveBack(int permits, Grant from);

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
   * @param at names the moment for whoever granted it
   * @param askAgain when less than wanted was granted, the time after which there may be more; zero otherwise
   * @param coolDown what is left of a pause of the whole fleet; zero when there is none
   * @param left how many permits are left for all instances now
   */
  record Grant(int permits, long at, Duration askAgain, Duration coolDown, int left) {}
}
