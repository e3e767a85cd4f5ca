package profilegateway.graphql;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stored text means as a number, a flag, an instant; null when it is none. */
final class Reading {
  /** RFC 3339's form of an instant; the parser alone would take more, such as no seconds. */
  private static final Pattern INSTANT = Pattern.compile(
      "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})");

  private static final int LONGEST_NUMBER = 400;
  private static final int MOST_DIGITS_OF_EXPONENT = 4;

  private Reading() {}

  /** A 32-bit integer; `4.0` and `4e0` are 4. */
  static @Nullable Integer integer(String text) {
    String number = text.strip();
    if (!isNumber(number)) {
      return null;
    }
    try {
      return new BigDecimal(number).intValueExact();
    } catch (ArithmeticException noInteger) {
      return null;
    }
  }

  /** A finite double. */
  static @Nullable Double number(String text) {
    String number = text.strip();
    if (!isNumber(number)) {
      return null;
    }
    double value = Double.parseDouble(number);
    return Double.isFinite(value) ? value : null;
  }

  static @Nullable Boolean flag(String text) {
    return switch (fold(text)) {
      case "true" -> true;
      case "false" -> false;
      default -> null;
    };
  }

  /** RFC 3339 with up to nine fractional digits, within the years that it can name in UTC. */
  static @Nullable Instant instant(String text) {
    String instant = text.strip();
    if (!INSTANT.matcher(instant).matches()) {
      return null;
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(instant, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
          .withOffsetSameInstant(ZoneOffset.UTC);
      return time.getYear() >= 0 && time.getYear() <= 9999 ? time.toInstant() : null;
    } catch (DateTimeException noInstant) {
      return null;
    }
  }

  static String fold(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  /** JSON's own form of a number; anything else (`1,000`, `NaN`, `+1`, `007`) is no number. */
  private static boolean isNumber(String text) {
    if (text.length() > LONGEST_NUMBER) {
      return false;
    }
    int begin = text.startsWith("-") ? 1 : 0;
    int at = afterDigits(text, begin);
    if (at == begin || (at > begin + 1 && text.charAt(begin) == '0')) {
      return false;
    }
    if (at < text.length() && text.charAt(at) == '.') {
      int fraction = at + 1;
      at = afterDigits(text, fraction);
      if (at == fraction) {
        return false;
      }
    }
    return at == text.length() || isExponent(text, at);
  }

  private static boolean isExponent(String text, int at) {
    if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
      return false;
    }
    boolean isSigned =
        at + 1 < text.length() && (text.charAt(at + 1) == '+' || text.charAt(at + 1) == '-');
    int begin = at + (isSigned ? 2 : 1);
    int digits = text.length() - begin;
    return digits >= 1
        && digits <= MOST_DIGITS_OF_EXPONENT
        && afterDigits(text, begin) == text.length();
  }

  private static int afterDigits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
