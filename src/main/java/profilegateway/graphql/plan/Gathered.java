package profilegateway.graphql.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileReference;

/** What one operation asks for: each profile once, in the order in which they were asked for first. */
public final class Gathered {
  private final Map<ProfileReference, Integer> places = new LinkedHashMap<>();
  private final List<Parts> parts = new ArrayList<>();
  private final List<ProfileReference> repeats = new ArrayList<>(0);

  Gathered() {}

  /** Adds parts of a profile; gives its place. */
  int add(ProfileReference reference, Parts more) {
    int next = parts.size();
    Integer known = places.putIfAbsent(reference, next);
    if (known == null) {
      parts.add(more);
      return next;
    }
    parts.set(known, parts.get(known).union(more));
    repeats.add(reference);
    return known;
  }

  public boolean isEmpty() {
    return parts.isEmpty();
  }

  /** The profiles. */
  public Set<ProfileReference> references() {
    return places.keySet();
  }

  /** Each of them with its parts, in their order. */
  public void forEach(BiConsumer<ProfileReference, Parts> action) {
    places.forEach((reference, place) -> action.accept(reference, parts.get(place)));
  }

  /** Those that were asked for once more, each time. */
  public List<ProfileReference> repeats() {
    return repeats;
  }
}
