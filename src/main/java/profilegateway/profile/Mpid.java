package profilegateway.profile;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * mParticle's identifier of a profile: a signed 64-bit number other than 0, which means "no user" (Profile API, the
 * record).
 */
public record Mpid(long value) implements ProfileReference {
  private static final Pattern CANONICAL = Pattern.compile("-?[1-9][0-9]{0,18}");

  public Mpid {
    if (value == 0) {
      throw new IllegalArgumentException("0 is no mpid");
    }
  }

  /** Reads the decimal form without leading zeros or plus sign; empty for anything else, 0 and overflow included. */
  public static Optional<Mpid> parse(String text) {
    if (!CANONICAL.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Mpid(Long.parseLong(text)));
    } catch (NumberFormatException beyond64Bits) {
      return Optional.empty();
    }
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
