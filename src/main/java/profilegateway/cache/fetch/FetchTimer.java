package profilegateway.cache.fetch;

/**
 * A timer of a fetch; at most one of each is set.
 *
 * @param call number of the call whose lease is kept; 0 for the other kinds
 */
record FetchTimer(Kind kind, int call) {
  /** The deadline of the fetch; after it, the end of the wait for a call that was on the wire at the deadline. */
  static final FetchTimer DEADLINE = new FetchTimer(Kind.DEADLINE, 0);

  /** Parts that another instance is fetching are claimed again. */
  static final FetchTimer FOLLOW = new FetchTimer(Kind.FOLLOW, 0);

  /** The lease of a call is extended. */
  static FetchTimer keepLease(int call) {
    return new FetchTimer(Kind.KEEP_LEASE, call);
  }

  enum Kind {
    DEADLINE,
    FOLLOW,
    KEEP_LEASE
  }
}
