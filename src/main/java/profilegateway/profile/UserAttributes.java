package profilegateway.profile;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A profile's attributes. Names are compared without regard to case, because mParticle's own case is not stable. */
public final class UserAttributes implements PartContent {
  /** Four times what mParticle lets a name be. */
  private static final int LONGEST_NAME = 1024;

  private final List<UserAttribute> sorted;
  private final String[] foldedNames;
  private final UserAttribute[] byFoldedName;

  public UserAttributes(List<UserAttribute> attributes) {
    this(attributes.stream()
        .sorted(Comparator.comparing(UserAttribute::name))
        .toArray(UserAttribute[]::new));
  }

  /** Two arrays in the place of a map, as {@code Copies} of the cache has it. */
  private UserAttributes(UserAttribute[] byName) {
    sorted = List.of(byName);
    byFoldedName = byName;
    // It keeps the order of those that are alike.
    Arrays.sort(byFoldedName, Comparator.comparing(attribute -> fold(attribute.name())));
    foldedNames = new String[byFoldedName.length];
    for (int i = 0; i < foldedNames.length; i++) {
      String name = byFoldedName[i].name();
      String folded = fold(name);
      // Most names are their own folded form, and held once already.
      foldedNames[i] = folded.equals(name) ? name : Shared.text(folded);
    }
  }

  /** Those whose folded name passes {@code test}: itself where all do. */
  public UserAttributes only(Predicate<String> test) {
    UserAttribute[] passed =
        sorted.stream().filter(one -> test.test(fold(one.name()))).toArray(UserAttribute[]::new);
    return passed.length == foldedNames.length ? this : new UserAttributes(passed);
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
    String folded = fold(name);
    int first = first(folded);
    if (first < 0) {
      return null;
    }
    for (int i = first; i < foldedNames.length && foldedNames[i].equals(folded); i++) {
      if (byFoldedName[i].name().equals(name)) {
        return byFoldedName[i];
      }
    }
    return byFoldedName[first];
  }

  /** The first place with that name; negative where there is none. */
  private int first(String folded) {
    int place = Arrays.binarySearch(foldedNames, folded);
    while (place > 0 && foldedNames[place - 1].equals(folded)) {
      place--;
    }
    return place;
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
