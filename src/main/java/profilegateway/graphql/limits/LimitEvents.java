package profilegateway.graphql.limits;

import profilegateway.config.Limit;

/** What happens at the limits. Called on event loops; never with anything of a request but numbers. */
public interface LimitEvents {

  /**
   * Something is beyond a limit.
   *
   * @param value what was asked for, or as much of it as was counted
   * @param refused whether it is refused; else it goes on
   */
  default void exceeded(Limit limit, long value, boolean refused) {}

  /** A client took longer to send a request than it may. */
  default void tooSlow(boolean refused) {}

  /** The bodies of requests that are not answered held as much as they may, and one more was refused. */
  default void tooManyBodies() {}

  /** A request came while an event loop was behind with its work. */
  default void tooLate(boolean refused) {}
}
