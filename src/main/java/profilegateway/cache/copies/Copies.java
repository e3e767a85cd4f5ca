package profilegateway.cache.copies;

import java.util.Map;
import profilegateway.profile.Head;
import profilegateway.profile.Part;

/**
 * What is held of one profile; it says nothing about what is still fresh.
 *
 * @param head of the newest fetch of all
 * @param fetch the newest fetch of all
 * @param parts empty of a user who opted out, where that is withheld
 */
public record Copies(Head head, Fetch fetch, Map<Part, PartCopy> parts) {
  public Copies {
    parts = Map.copyOf(parts);
  }

  @Override
  public String toString() {
    return "Copies" + parts.keySet();
  }
}
