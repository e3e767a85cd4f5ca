package profilegateway.profile;

import java.math.BigInteger;

/**
 * A number of JSON as it was written, so that no digit is lost. A JSON value in this system is one of: {@code String},
 * {@code JsonNumber}, {@code Boolean}, {@code List} and {@code Map<String, …>} of these, or null.
 */
public record JsonNumber(String text) {
  private static final int EXACT_DIGITS = 15;
  private static final BigInteger LARGEST_EXACT = BigInteger.ONE.shiftLeft(53);

  /** Whether it is an integer that JavaScript would round; that is written as text. */
  public boolean isRounded() {
    return text.length() > EXACT_DIGITS
        && text.chars().allMatch(character -> character == '-' || Character.isDigit(character))
        && new BigInteger(text).abs().compareTo(LARGEST_EXACT) > 0;
  }

  @Override
  public String toString() {
    return "JsonNumber[***]";
  }
}
