package profilegateway.access.persisted;

/** What happens to documents. Called on any thread; never with a text, as one may hold an identity. */
public interface PersistedEvents {

  /** The trusted documents were read, or read again. */
  default void loaded(int documents) {}

  /** A manifest has changed and cannot be used: the documents of before stay in use. */
  default void unusable(String why) {}

  /**
   * An operation was asked that is none of the trusted ones.
   *
   * @param requestId of the request that asked it
   * @param caller names the caller without saying who it is; empty for an anonymous one
   * @param document the SHA-256 of its text, or the id that it was asked by
   * @param executed whether it was executed all the same
   */
  default void untrusted(String requestId, String caller, String document, boolean executed) {}
}
