package profilegateway.config.kinds;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kinds of plain values: words, numbers, durations. */
public final class Kinds {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(ms|s|m|h)");
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?[0-9]+");

  private Kinds() {}

  /** Any text. */
  public static Kind<String> text(String allowed) {
    return Kind.one(allowed, text -> text);
  }

  /** Text of which every character is one that {@code pattern} lists. */
  public static Kind<String> matching(Pattern pattern, String wrong, String allowed) {
    return Kind.one(allowed, text -> {
      if (!pattern.matcher(text).matches()) {
        throw new Refused(text, wrong);
      }
      return text;
    });
  }

  public static Kind<String> oneOf(List<String> words) {
    return Kind.one(String.join(", ", words), text -> {
      if (!words.contains(text)) {
        throw new Refused(text, "is none of the words it may be");
      }
      return text;
    });
  }

  public static Kind<Boolean> onOff() {
    return Kind.onOff("on, off", text -> switch (text.toLowerCase(Locale.ROOT)) {
      case "on", "true" -> true;
      case "off", "false" -> false;
      default -> throw new Refused(text, "is neither on nor off");
    });
  }

  public static Kind<Integer> number(int least, int most) {
    return Kind.one(least + " to " + most, text -> number(text, least, most));
  }

  /** A number, or {@code off}, which is read as 0. */
  public static Kind<Integer> numberOrOff(int least, int most) {
    return Kind.one(
        least + " to " + most + ", or off",
        text -> text.equalsIgnoreCase("off") ? 0 : number(text, least, most));
  }

  public static int number(String text, int least, int most) throws Refused {
    if (!WHOLE_NUMBER.matcher(text).matches()) {
      throw new Refused(text, "is not a whole number");
    }
    int number;
    try {
      number = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new Refused(text, text.startsWith("-") ? "is too small" : "is too large");
    }
    if (number < least) {
      throw new Refused(text, "is too small");
    }
    if (number > most) {
      throw new Refused(text, "is too large");
    }
    return number;
  }

  /** A duration; the bounds are written as a person would write them. */
  public static Kind<Duration> duration(String least, String most) {
    Duration shortest = bound(least);
    Duration longest = bound(most);
    return Kind.one(least + " to " + most + " (units ms, s, m, h)", text -> {
      Duration duration = duration(text);
      if (duration.compareTo(shortest) < 0) {
        throw new Refused(text, "is too short");
      }
      if (duration.compareTo(longest) > 0) {
        throw new Refused(text, "is too long");
      }
      return duration;
    });
  }

  /** A duration without an upper bound. */
  public static Kind<Duration> durationFrom(String least) {
    Duration shortest = bound(least);
    return Kind.one(least + " or more (units ms, s, m, h)", text -> {
      Duration duration = duration(text);
      if (duration.compareTo(shortest) < 0) {
        throw new Refused(text, "is too short");
      }
      return duration;
    });
  }

  private static Duration duration(String text) throws Refused {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new Refused(text, "is not a duration");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  private static Duration bound(String text) {
    try {
      return duration(text);
    } catch (Refused e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
