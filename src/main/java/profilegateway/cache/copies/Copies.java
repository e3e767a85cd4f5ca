package profilegateway.cache.copies;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Head;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;

/**
 * What is held of one profile; it says nothing about what is still fresh. An array in the place of a map: of thousands of profiles
 * nothing is near the processor, and each object on the way to a copy is one more wait for memory.
 */
public final class Copies {
  private final Head head;
  private final Fetch fetch;
  private final Parts parts;
  private final @Nullable PartCopy[] byPlace = new PartCopy[Parts.ALL.size()];

  /**
   * Holds these.
   *
   * @param head of the newest fetch of all
   * @param fetch the newest fetch of all
   * @param parts empty of a user who opted out, where that is withheld
   */
  public Copies(Head head, Fetch fetch, Map<Part, PartCopy> parts) {
    this.head = head;
    this.fetch = fetch;
    this.parts = Parts.of(parts.keySet());
    parts.forEach((part, copy) -> byPlace[part.place()] = copy);
  }

  /** Of the newest fetch of all. */
  public Head head() {
    return head;
  }

  /** The newest fetch of all. */
  public Fetch fetch() {
    return fetch;
  }

  /** The parts of which there is a copy. */
  public Parts parts() {
    return parts;
  }

  /** The copy of a part; null where there is none. */
  public @Nullable PartCopy part(Part part) {
    return byPlace[part.place()];
  }

  /** Each part of which there is a copy, with that. Whoever asks may change it. */
  public Map<Part, PartCopy> byPart() {
    Map<Part, PartCopy> all = new EnumMap<>(Part.class);
    for (Part part : parts.members()) {
      PartCopy copy = part(part);
      if (copy != null) {
        all.put(part, copy);
      }
    }
    return all;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Copies copies
        && head.equals(copies.head)
        && fetch.equals(copies.fetch)
        && Arrays.equals(byPlace, copies.byPlace);
  }

  @Override
  public int hashCode() {
    return 31 * fetch.hashCode() + Arrays.hashCode(byPlace);
  }

  @Override
  public String toString() {
    return "Copies[" + parts + "]";
  }
}
