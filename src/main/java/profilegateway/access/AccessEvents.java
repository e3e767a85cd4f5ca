package profilegateway.access;

/** What happens to callers and to what they are checked by. Called on any thread; never with a token or whose it is. */
public interface AccessEvents {

  /** A request was not let in. */
  default void refused(Refusal.Reason reason) {}

  /** Keys were fetched. */
  default void keysFetched(String place) {}

  /** A key server gave no keys that can be used; those that are known go on. */
  default void keysUnavailable(String place, String why) {}

  /** A key server gave a key that is not used. */
  default void keyIgnored(String place, String why) {}

  /** A file was read again, as it had changed. */
  default void fileReloaded(String name) {}

  /** A file has changed, and cannot be used any more: what was in it before goes on. */
  default void fileUnusable(String name, String why) {}
}
