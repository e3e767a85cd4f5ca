package profilegateway.cache.store;

/** Who brings something to be kept. Asked on any thread. */
public interface Fill {

  /** Whether something was dropped while it was on its way: what it brings must not be kept then. */
  boolean isInvalidated();

  /** How often the feed of drops had been lost when it started: what it brings is sure as long as that holds. */
  int losses();
}
