package profilegateway.cache.fetch;

/** A lookup that waits for fetches. */
public interface FetchWaiter {

  /** Names the lookup among all that wait. */
  long id();

  /** The parts that were joined have come, or failed. Called once for each fetch that was joined and not left, on any thread. */
  void completed(FetchRunner fetch, FetchOutcome outcome);
}
