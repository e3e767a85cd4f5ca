package profilegateway.http;

/** What happens to requests of the port that clients use. Called on event loops; never with personal data. */
public interface HttpEvents {
  /** A request is over: its last byte was handed to the network, or its client left before that. */
  default void ended(EndedRequest request) {}
}
