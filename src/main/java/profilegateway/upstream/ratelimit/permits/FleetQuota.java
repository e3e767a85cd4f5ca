package profilegateway.upstream.ratelimit.permits;

import io.vertx.core.Future;
import java.time.Duration;

/**
 * The quota of calls, and the cooldown after a 429, that all instances of the gateway (the fleet) share. All times are of one clock,
 * which is not an instance's own. Thread-safe.
 */
public interface FleetQuota {
  /** The time that the quota is specified for. */
  Duration SECOND = Duration.ofSeconds(1);

  /** The sliding window in which the quota is enforced. It is longer than a second because calls do not all take equally long to arrive. */
  Duration WINDOW = Duration.ofMillis(1030);

  /** The fleet counts as unreachable if it does not answer within this time. */
  Duration LIMIT = Duration.ofMillis(500);

  /** Time within which all instances notice that the fleet can be reached again. */
  Duration RETURN = Duration.ofSeconds(3);

  /**
   * Takes permits for calls that are sent at once; permits are never granted for later.
   *
   * <p>The quota may have lost its data, and with it all recent grants. It then grants nothing for a {@link #WINDOW}, and no more than
   * {@code alone} for {@link #RETURN} after that: other instances may still use their local shares.
   *
   * @param wanted number of permits that would be used at once; 0 only to learn of a cooldown
   * @param alone how many of these this instance's local share allows
   * @param share how much of the quota may be used up
   * @return the permits that were granted; fails if the fleet cannot be reached
   */
  Future<Grant> take(int wanted, int alone, Share share);

  /**
   * Returns permits that were not used, and must not be used any more. Fails if the fleet cannot be reached.
   *
   * @param from the answer that granted them
   */
  Future<Void> giveBack(int permits, Grant from);

  /**
   * Stops the calls of all instances for a time; of several cooldowns the one that ends last holds. Fails if the fleet cannot be
   * reached.
   */
  Future<Void> coolDown(Duration pause);

  /** Halves the rate of all instances for a time. Fails if the fleet cannot be reached. */
  Future<Void> slowDown(Duration time);

  /** How much of the quota a request may use up. */
  enum Share {
    /** The whole quota. */
    WHOLE,
    /** The quota without a fixed reserve, which background refreshes leave to lookups. */
    WITHOUT_RESERVE
  }

  /**
   * Answer to {@link #take}.
   *
   * @param permits number of calls that may be sent now; 0 for none
   * @param at identifies the grant to the quota that made it
   * @param askAgain if fewer than wanted were granted, the time after which more may be; else zero
   * @param coolDown time left of a cooldown of the whole fleet; zero if there is none
   * @param left number of permits that are now left for all instances
   */
  record Grant(int permits, long at, Duration askAgain, Duration coolDown, int left) {}
}
