package profilegateway.profile;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A set of {@link Part}s; there are 32 of them, so each exists once and is compared by identity or value alike. */
public final class Parts {
  private static final Part[] ALL_PARTS = Part.values();

  /** How many sets there are. */
  public static final int COUNT = 1 << ALL_PARTS.length;

  private static final Parts[] SETS = new Parts[COUNT];

  static {
    for (int bits = 0; bits < SETS.length; bits++) {
      SETS[bits] = new Parts(bits);
    }
  }

  public static final Parts NONE = SETS[0];
  public static final Parts ALL = SETS[SETS.length - 1];

  private static final List<Parts> EACH = List.of(SETS);

  private final int bits;
  private final List<Part> members;
  private final String wireNames;

  private Parts(int bits) {
    this.bits = bits;
    this.members = Arrays.stream(ALL_PARTS).filter(this::contains).toList();
    this.wireNames = members.stream().map(Part::wireName).collect(Collectors.joining(","));
  }

  public static Parts of(Part part) {
    return SETS[part.bit()];
  }

  public static Parts of(Collection<Part> parts) {
    Parts set = NONE;
    for (Part part : parts) {
      set = set.with(part);
    }
    return set;
  }

  /** All sets that there are, each at the place of its number. */
  public static List<Parts> each() {
    return EACH;
  }

  /** A number from 0 on, another one for each set. */
  public int number() {
    return bits;
  }

  public Parts with(Part part) {
    return SETS[bits | part.bit()];
  }

  public Parts union(Parts others) {
    return SETS[bits | others.bits];
  }

  public Parts minus(Parts others) {
    return SETS[bits & ~others.bits];
  }

  /** Those that are in both. */
  public Parts common(Parts others) {
    return SETS[bits & others.bits];
  }

  public boolean contains(Part part) {
    return (bits & part.bit()) != 0;
  }

  public boolean isEmpty() {
    return bits == 0;
  }

  public int size() {
    return members.size();
  }

  /** In the order of {@link Part}. */
  public List<Part> members() {
    return members;
  }

  public void forEach(Consumer<Part> action) {
    members.forEach(action);
  }

  /** As the {@code fields} parameter takes them: comma separated, in the order of {@link Part}. */
  public String wireNames() {
    return wireNames;
  }

  @Override
  public String toString() {
    return wireNames;
  }
}
