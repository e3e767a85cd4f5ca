package profilegateway.upstream.api;

import profilegateway.profile.Lane;

/** What the Profile API answers, or that it does not. */
public interface ApiEvents {

  /** The Profile API answered a call. */
  default void answered(Lane lane, int status) {}

  /** A call got no answer in its time. */
  default void timedOut(Lane lane) {}

  /** A call got no answer: there was no connection, or it was cut. */
  default void unanswered(Lane lane) {}

  /** A look-up was turned away because all connections are taken, and many wait for one already. */
  default void crowded() {}

  /** A look-up got 400: the profile asked for is invalid, or the request is. */
  default void invalidProfile() {}

  /** The Profile API refuses the gateway: 403, 401 after a new token, or another 4xx. */
  default void refused(int status) {}

  /** An answer was about another profile than the one asked for. */
  default void otherProfileAnswered() {}

  /** An answer could not be used: no JSON, wrong types, too large, a status of no use. */
  default void unreadable() {}
}
