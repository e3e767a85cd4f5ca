package profilegateway.profile;

import java.util.EnumMap;
import java.util.Map;

/** What was learned of one profile: its head, and each part asked for or why it could not be had. */
public final class Profile {
  private final Head head;
  private final Copy copy;
  private final Map<Part, PartLookup> parts;

  /** A profile of what {@code parts} tells of each part asked for. */
  public Profile(Head head, Copy copy, Map<Part, PartLookup> parts) {
    this.head = head;
    this.copy = copy;
    this.parts = new EnumMap<>(Part.class);
    this.parts.putAll(parts);
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
    PartLookup lookup = parts.get(part);
    if (lookup == null) {
      throw new IllegalArgumentException(part + " was not asked for");
    }
    return lookup;
  }

  /** The parts asked for, had or not. */
  public Parts parts() {
    return Parts.of(parts.keySet());
  }

  @Override
  public String toString() {
    return "Profile[" + parts() + "]";
  }
}
