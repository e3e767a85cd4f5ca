package profilegateway.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A profile's attributes. Names are compared without regard to case, because mParticle's own case is not stable. */
public final class UserAttributes implements PartContent {
  /** Four times what mParticle lets a name be. */
  private static final int LONGEST_NAME = 1024;

  private final List<UserAttribute> sorted;
  private final Map<String, UserAttribute> byFoldedName;

  public UserAttributes(List<UserAttribute> attributes) {
    List<UserAttribute> byName = new ArrayList<>(attributes);
    byName.sort(Comparator.comparing(UserAttribute::name));
    sorted = List.copyOf(byName);
    byFoldedName = new HashMap<>(sorted.size() * 2);
    for (UserAttribute attribute : sorted) {
      byFoldedName.putIfAbsent(Shared.text(fold(attribute.name())), attribute);
    }
  }

  /**
   * The form of a name in which two names that differ by case are equal. Letter by letter: as a whole, text takes the square
   * of its length where a letter becomes two. What is too long for a name is no name, and stays as it is.
   */
  public static String fold(String name) {
    if (name.length() > LONGEST_NAME || isFolded(name)) {
      return name;
    }
    StringBuilder folded = new StringBuilder(name.length());
    name.codePoints().map(Character::toLowerCase).forEach(folded::appendCodePoint);
    return folded.toString();
  }

  /** Whether it is plainly so, as most names are. */
  private static boolean isFolded(String name) {
    for (int i = 0; i < name.length(); i++) {
      char character = name.charAt(i);
      if (character >= 0x80 || (character >= 'A' && character <= 'Z')) {
        return false;
      }
    }
    return true;
  }

  /** Sorted by name. */
  public List<UserAttribute> all() {
    return sorted;
  }

  /**
   * The attribute of that name: the one spelled so where there is one, else the first, in the order of names, that
   * differs by case only; null where there is none.
   */
  public @Nullable UserAttribute named(String name) {
    UserAttribute first = byFoldedName.get(fold(name));
    if (first == null || first.name().equals(name)) {
      return first;
    }
    for (UserAttribute attribute : sorted) {
      if (attribute.name().equals(name)) {
        return attribute;
      }
    }
    return first;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof UserAttributes attributes && sorted.equals(attributes.sorted);
  }

  @Override
  public int hashCode() {
    return sorted.hashCode();
  }

  @Override
  public String toString() {
    return "UserAttributes[" + sorted.size() + "]";
  }
}
