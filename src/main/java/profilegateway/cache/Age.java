package profilegateway.cache;

/** What a copy is good for, from the best to the worst. */
enum Age {
  /** To be served. */
  FRESH,
  /** To be served while a newer one is fetched. */
  REVALIDATE,
  /** To be served when no newer one can be fetched. */
  ON_ERROR,
  /** Nothing any more. */
  ENDED;

  boolean isNoWorseThan(Age other) {
    return compareTo(other) <= 0;
  }
}
