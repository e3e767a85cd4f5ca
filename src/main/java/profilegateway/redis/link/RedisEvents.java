package profilegateway.redis.link;

import profilegateway.redis.link.RedisLink.Use;

/** What happens to commands that somebody else may want to know. Called on any event loop; never with anything of a command. */
public interface RedisEvents {

  /** What became of a command. */
  enum Outcome {
    ANSWERED,
    /** Redis is there, and answered with an error. */
    REFUSED,
    /** There was no answer in its time. */
    SILENT,
    /** There was no connection, or it was cut. */
    FAILED
  }

  /** A command was sent, and this came of it. Several that are sent together are one. */
  default void asked(Use use, Outcome outcome, long nanos) {}

  /** A command was not sent, as Redis is left alone. */
  default void skipped(Use use) {}

  /** Redis does not answer: from now on it is left alone for this use. */
  default void lost(Use use) {}

  /** Redis answers again. */
  default void back(Use use) {}
}
