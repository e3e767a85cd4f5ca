package profilegateway.cache.copies;

/** What a copy is good for, from the best to the worst. */
public enum CopyState {
  /** To be served. */
  FRESH,
  /** To be served while a newer one is fetched. */
  STALE_WHILE_REVALIDATE,
  /** To be served when no newer one can be fetched. */
  STALE_IF_ERROR,
  /** Nothing any more. */
  EXPIRED;

  boolean isNoWorseThan(CopyState other) {
    return compareTo(other) <= 0;
  }
}
