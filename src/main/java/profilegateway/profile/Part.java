package profilegateway.profile;

/** A part of a profile that the Profile API delivers on demand: a value of its {@code fields} parameter. */
public enum Part {
  USER_ATTRIBUTES("user_attributes", 1),
  AUDIENCE_MEMBERSHIPS("audience_memberships", 2),
  USER_IDENTITIES("user_identities", 4),
  DEVICE_IDENTITIES("device_identities", 8),
  ATTRIBUTION("attribution", 16);

  private final String wireName;
  private final int bit;

  Part(String wireName, int bit) {
    this.wireName = wireName;
    this.bit = bit;
  }

  /** The name in {@code fields} and in the answer. */
  public String wireName() {
    return wireName;
  }

  /** From 0 on, in their order. */
  public int place() {
    return Integer.numberOfTrailingZeros(bit);
  }

  /** Its place in the bits of a {@link Parts}. */
  int bit() {
    return bit;
  }
}
