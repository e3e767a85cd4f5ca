package profilegateway.upstream;

import java.time.Duration;
import profilegateway.profile.Lane;
import profilegateway.upstream.quota.QuotaEvents;

/** What happens upstream that somebody else may want to know. Called on any event loop; never with personal data. */
public interface UpstreamEvents extends QuotaEvents {

  /** A call is being made. */
  default void called(Lane lane) {}

  /** A call that was made is over, answered or not, so long after its turn came. */
  default void took(Lane lane, Duration time) {}

  /** All calls are stopped for a while, as the Profile API said that there are too many. */
  default void paused(Duration time) {}

  /** There are half the calls for a while, as the Profile API said that they become more too fast. */
  default void slowed(Duration time) {}

  /** The Profile API answered a call. */
  default void answered(Lane lane, int status) {}

  /** A call got no answer in its time. */
  default void timedOut(Lane lane) {}

  /** A call got no answer: there was no connection, or it was cut. */
  default void unanswered(Lane lane) {}

  /** A look-up was turned away because all connections are taken, and many wait for one already. */
  default void crowded() {}

  /** The API is not well: from now on only probes are let through. */
  default void callsStopped() {}

  /** A probe was answered: calls go on. */
  default void callsResumed() {}

  /** A look-up got 400: the profile asked for is invalid, or the request is. */
  default void invalidProfile() {}

  /** The Profile API refuses the gateway: 403, 401 after a new token, or another 4xx. */
  default void refused(int status) {}

  /** An answer was about another profile than the one asked for. */
  default void otherProfileAnswered() {}

  /** An answer could not be used: no JSON, wrong types, too large, a status of no use. */
  default void unreadable() {}

  /** The token endpoint gave this instance a token, which others may use too. */
  default void tokenIssued(Duration life) {}

  /** The token endpoint refuses the gateway's credentials. */
  default void tokenRefused(int status) {}

  /** The token endpoint gave no token that can be used; status 0 when it did not answer at all. */
  default void tokenUnavailable(int status) {}

  /** The file that the client secret is kept in cannot be read. */
  default void secretUnreadable(String path) {}
}
