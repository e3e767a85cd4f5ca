package profilegateway.profile;

/** Who goes first when calls have to wait for their turn, from the first to the last. */
public enum Lane {
  /** Reads of the caller's own profile: a page waits for them. */
  VIEWER(0),
  /** Other reads that somebody waits for. */
  OTHER(1),
  /** Refreshes that nobody waits for. */
  BACKGROUND(2);

  private final int number;

  Lane(int number) {
    this.number = number;
  }

  /** From 0 on, in their order. */
  public int number() {
    return number;
  }
}
