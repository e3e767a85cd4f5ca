package profilegateway.http;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import profilegateway.config.CallsMode;
import profilegateway.profile.Lane;

/** How an instance is, as the management port tells it. Called on any event loop; never with personal data. */
public interface Health {

  /** Where it is between its start and its end. Load, Redis and the Profile API have no say in that. */
  Phase phase();

  /** What it can be asked about itself right now. */
  Detail detail();

  /** What balancers have to know. */
  enum Phase {
    /** It has not got yet what no operation should have to wait for. */
    STARTING,
    READY,
    /** It is about to end, and answers what still comes. */
    DRAINING
  }

  /**
   * What an instance depends on, as it sees it.
   *
   * @param mode whether the Profile API is called at all
   * @param isStopped whether it is not called for a while, as it was not well
   * @param token empty while there is none
   * @param redis empty where none is used
   */
  record Detail(
      CallsMode mode,
      boolean isStopped,
      Optional<TokenTimes> token,
      QuotaUse quota,
      Optional<RedisState> redis) {}

  /**
   * The times of the token that calls are made with.
   *
   * @param age since it was issued
   * @param left until it ends
   */
  record TokenTimes(Duration age, Duration left) {}

  /**
   * How calls get their turn.
   *
   * @param perSecond how many there may be in a second, by all instances together; 0 for no limit
   * @param left how many could be made now, where that is known
   * @param waiting how many wait, for each lane
   * @param refused how many were told since the start that they would wait in vain
   * @param pauseLeft what is left of a pause of all calls; zero when there is none
   * @param slowLeft what is left of a time with half the calls; zero when there is none
   * @param isShared whether it is agreed upon with the other instances right now
   */
  record QuotaUse(
      int perSecond,
      OptionalInt left,
      Map<Lane, Integer> waiting,
      long refused,
      Duration pauseLeft,
      Duration slowLeft,
      boolean isShared) {}

  /**
   * How Redis is.
   *
   * @param isAway whether it is left alone, as it did not answer
   * @param since for how long that has been so
   */
  record RedisState(boolean isAway, Duration since) {}
}
