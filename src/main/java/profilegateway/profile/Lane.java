package profilegateway.profile;

/** Who goes first when calls have to wait for their turn, from the first to the last. */
public enum Lane {
  /** Reads of the caller's own profile: a page waits for them. */
  VIEWER,
  /** Other reads that somebody waits for. */
  OTHER,
  /** Refreshes that nobody waits for. */
  BACKGROUND
}
