package profilegateway.config.reading;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds what a person most likely meant. */
public final class Nearest {
  private Nearest() {}

  /**
   * The candidate that is written most like {@code written}, or null when none is near. Case, and whether words are
   * kept apart by {@code _}, {@code -} or {@code .}, make no difference; nor does a section that is missing or another.
   */
  public static @Nullable String of(String written, Collection<String> candidates) {
    String wanted = plain(written);
    String nearest = null;
    int least = Math.max(2, wanted.length() / 4) + 1;
    for (String candidate : candidates) {
      int distance = distance(wanted, plain(candidate));
      if (distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    return nearest != null ? nearest : inAnotherSection(wanted, candidates);
  }

  private static @Nullable String inAnotherSection(String wanted, Collection<String> candidates) {
    for (String candidate : candidates) {
      String key = withoutFirstWord(plain(candidate));
      if (!key.isEmpty() && (key.equals(wanted) || key.equals(withoutFirstWord(wanted)))) {
        return candidate;
      }
    }
    return null;
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[-._ ]+", "_").replaceAll("^_|_$", "");
  }

  private static String withoutFirstWord(String plain) {
    return plain.substring(plain.indexOf('_') + 1);
  }

  /** How many letters have to be put in, left out or changed (Levenshtein). */
  private static int distance(String one, String other) {
    int[] above = new int[other.length() + 1];
    for (int column = 0; column <= other.length(); column++) {
      above[column] = column;
    }
    for (int row = 1; row <= one.length(); row++) {
      int[] here = new int[other.length() + 1];
      here[0] = row;
      for (int column = 1; column <= other.length(); column++) {
        int change = one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1;
        here[column] =
            Math.min(above[column - 1] + change, Math.min(above[column], here[column - 1]) + 1);
      }
      above = here;
    }
    return above[other.length()];
  }
}
