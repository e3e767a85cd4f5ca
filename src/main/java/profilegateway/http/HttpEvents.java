package profilegateway.http;

import profilegateway.graphql.ErrorCode;

/** What happens to requests of the port that clients use. Called on event loops; never with personal data. */
public interface HttpEvents {
  /** A request, or one operation of it, is answered with an error before it comes to be executed as GraphQL. */
  default void refused(ErrorCode code) {}

  /** A request is over: its last byte was handed to the network, or its client left before that. */
  default void ended(EndedRequest request) {}
}
