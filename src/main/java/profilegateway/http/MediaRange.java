package profilegateway.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * One of the media types, or kinds of them, that a client accepts (RFC 9110, section 12.5.1).
 *
 * @param name in lower case: {@code application/json}, {@code application/*}, {@code *}{@code /*}
 * @param weight how much it is wanted, 0 to 1; 0 is not at all
 * @param position in the list; of two that are wanted alike the first goes before
 */
record MediaRange(String name, double weight, int position) {
  /** What a type is included in that no range names. */
  static final MediaRange NONE = new MediaRange("", 0, Integer.MAX_VALUE);

  static final Comparator<MediaRange> BY_PREFERENCE = Comparator.comparingDouble(MediaRange::weight)
      .thenComparingInt(MediaRange::precision)
      .thenComparingInt(range -> -range.position());

  /** Reads a list; what cannot be read in it is passed over. */
  static List<MediaRange> listOf(String accepted) {
    List<MediaRange> ranges = new ArrayList<>();
    for (String member : accepted.split(",", -1)) {
      String[] parts = member.split(";", -1);
      String name = parts[0].strip().toLowerCase(Locale.ROOT);
      if (!name.isEmpty()) {
        ranges.add(new MediaRange(name, weightIn(parts), ranges.size()));
      }
    }
    return ranges;
  }

  private static double weightIn(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
      if (parameter.matches("q=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)")) {
        return Double.parseDouble(parameter.substring(2));
      }
    }
    return 1;
  }

  boolean includes(String mediaType) {
    return switch (precision()) {
      case 1 -> true;
      case 2 -> mediaType.startsWith(name.substring(0, name.length() - 1));
      default -> name.equals(mediaType);
    };
  }

  /** A type that is named goes before a kind of types, and that before any. */
  int precision() {
    if (name.equals("*/*")) {
      return 1;
    }
    return name.endsWith("/*") ? 2 : 3;
  }
}
