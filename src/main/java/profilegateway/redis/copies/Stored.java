package profilegateway.redis.copies;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A value as it lies in Redis: what the scripts have to read, then what was sealed.
 *
 * @param fence nothing counts that was fetched before it, in milliseconds on Redis's clock; 0 but in a state
 * @param stamp when the fetch began, in milliseconds on Redis's clock
 * @param kind what it is: one of the letters here
 * @param sealed tied to its name in Redis, its stamp and its kind
 */
@SuppressWarnings("ArrayRecordComponent") // it is compared with none
record Stored(long fence, long stamp, char kind, byte[] sealed) {
  /** There is such a profile: its head. */
  static final char HEAD = 'h';
  /** As {@link #HEAD}, and nothing else is told of it: its user opted out. */
  static final char OPTED_OUT = 'o';

  static final char ABSENT = 'a';
  /** It was dropped on purpose. Nothing is sealed: the scripts that write it cannot, and to forge it gains nothing. */
  static final char DROPPED = 'd';

  static final char PART = 'p';
  static final char LINK = 'k';

  private static final int DIGITS = 13;

  /** Reads a copy; empty for anything else. */
  static Optional<Stored> copy(byte[] value) {
    return read(value, 0, 0);
  }

  /** Reads a state; empty for anything else. */
  static Optional<Stored> state(byte[] value) {
    long fence = digits(value, 0);
    return fence < 0 ? Optional.empty() : read(value, DIGITS, fence);
  }

  private static Optional<Stored> read(byte[] value, int start, long fence) {
    long stamp = digits(value, start);
    int kind = start + DIGITS;
    return stamp < 0 || value.length <= kind
        ? Optional.empty()
        : Optional.of(new Stored(
            fence, stamp, (char) value[kind], Arrays.copyOfRange(value, kind + 1, value.length)));
  }

  /** Negative where there are no digits. */
  private static long digits(byte[] value, int start) {
    if (value.length < start + DIGITS) {
      return -1;
    }
    long number = 0;
    for (int i = start; i < start + DIGITS; i++) {
      if (value[i] < '0' || value[i] > '9') {
        return -1;
      }
      number = number * 10 + value[i] - '0';
    }
    return number;
  }

  /** As it is written, without the fence, which the scripts keep. */
  byte[] bytes() {
    byte[] clear = clear(stamp, kind).getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = Arrays.copyOf(clear, clear.length + sealed.length);
    System.arraycopy(sealed, 0, bytes, clear.length, sealed.length);
    return bytes;
  }

  /** What can be read without a key. */
  static String clear(long stamp, char kind) {
    String digits = Long.toString(stamp);
    return "0".repeat(Math.max(0, DIGITS - digits.length())) + digits + kind;
  }

  @Override
  public String toString() {
    return "Stored[" + kind + "]";
  }
}
