package profilegateway.testing;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Field names that differ from a given name in one character; characters are those of RFC 9110's {@code token} (5.6.2). */
public final class SimilarNames {
  /** All characters of a token ({@code tchar}). */
  public static final String TOKEN_CHARACTERS =
      "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private SimilarNames() {}

  /** All names with one character substituted, deleted or inserted, except those that differ in case only. */
  public static List<String> of(String name) {
    Set<String> names = new LinkedHashSet<>();
    for (int at = 0; at <= name.length(); at++) {
      String before = name.substring(0, at);
      String rest = name.substring(at);
      for (int i = 0; i < TOKEN_CHARACTERS.length(); i++) {
        char inserted = TOKEN_CHARACTERS.charAt(i);
        names.add(before + inserted + rest);
        if (!rest.isEmpty()) {
          names.add(before + inserted + rest.substring(1));
        }
      }
      if (!rest.isEmpty()) {
        names.add(before + rest.substring(1));
      }
    }
    names.removeIf(name::equalsIgnoreCase);
    return List.copyOf(names);
  }
}
