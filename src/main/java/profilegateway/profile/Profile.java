package profilegateway.profile;

import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was learned of one profile: its head, and each part asked for or why it could not be had. */
public final class Profile {
  private static final int MOST_PARTS = Parts.ALL.size();

  private final Head head;
  private final Copy copy;
  private final Parts parts;
  private final @Nullable PartLookup[] lookups = new PartLookup[MOST_PARTS];

  /** A profile of what {@code parts} tells of each part asked for. */
  public Profile(Head head, Copy copy, Map<Part, PartLookup> parts) {
    this(head, copy, Parts.of(parts.keySet()), part -> Objects.requireNonNull(parts.get(part)));
  }

  /** A profile of what {@code each} tells of those of {@code parts} that were asked for. */
  public Profile(Head head, Copy copy, Parts parts, Function<Part, PartLookup> each) {
    this.head = head;
    this.copy = copy;
    this.parts = parts;
    for (Part part : parts.members()) {
      lookups[part.place()] = each.apply(part);
    }
  }

  public Head head() {
    return head;
  }

  /** Where the head came from. */
  public Copy copy() {
    return copy;
  }

  /** What became of a part; throws when it was not asked for, which is a bug of the caller. */
  public PartLookup part(Part part) {
    PartLookup lookup = lookups[part.place()];
    if (lookup == null) {
      throw new IllegalArgumentException(part + " was not asked for");
    }
    return lookup;
  }

  /** The parts asked for, had or not. */
  public Parts parts() {
    return parts;
  }

  @Override
  public String toString() {
    return "Profile[" + parts + "]";
  }
}
