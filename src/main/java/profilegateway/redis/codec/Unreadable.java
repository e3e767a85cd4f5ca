package profilegateway.redis.codec;

/** These bytes were not written by this version of the gateway. */
final class Unreadable extends Exception {
  Unreadable() {
    super(null, null, false, false);
  }
}
