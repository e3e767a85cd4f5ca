package profilegateway.profile;

import java.util.Optional;

/**
 * mParticle's identifier of a profile: a signed 64-bit number other than 0, which means "no user" (Profile API, the
 * record).
 */
public record Mpid(long value) implements ProfileReference {
  private static final int MOST_DIGITS = 19;

  public Mpid {
    if (value == 0) {
      throw new IllegalArgumentException("0 is no mpid");
    }
  }

  /** Reads the decimal form without leading zeros or plus sign; empty for anything else, 0 and overflow included. */
  public static Optional<Mpid> parse(String text) {
    if (!isCanonical(text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Mpid(Long.parseLong(text)));
    } catch (NumberFormatException beyond64Bits) {
      return Optional.empty();
    }
  }

  /** No pattern: every operation comes by here. */
  private static boolean isCanonical(String text) {
    int first = text.startsWith("-") ? 1 : 0;
    int digits = text.length() - first;
    if (digits < 1 || digits > MOST_DIGITS || text.charAt(first) == '0') {
      return false;
    }
    for (int i = first; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** The decimal form. */
  public String text() {
    return Long.toString(value);
  }

  @Override
  public String toString() {
    return "Mpid[***]";
  }
}
