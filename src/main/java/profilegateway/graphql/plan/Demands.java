package profilegateway.graphql.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import profilegateway.graphql.rights.Reader;
import profilegateway.graphql.rights.Requirement;
import profilegateway.graphql.rights.Rights;

/** All that the fields selected of a profile demand of whoever reads them. */
final class Demands {
  private final Rights rights;
  private final Set<Requirement> fixed = new LinkedHashSet<>();
  /** Places of arguments that name a stored attribute. */
  private final List<Integer> storedNames = new ArrayList<>();

  Demands(Rights rights) {
    this.rights = rights;
  }

  void add(@Nullable Requirement needed) {
    if (needed != null && !needed.isNone()) {
      fixed.add(needed);
    }
  }

  /** A stored attribute is read whose name is given at that place. */
  void addStoredAttribute(int place) {
    storedNames.add(place);
  }

  /** Whether a reader may read all of it. */
  boolean areMetBy(Reader reader, Arguments[] bound) {
    for (Requirement needed : fixed) {
      if (!reader.mayRead(needed)) {
        return false;
      }
    }
    for (int place : storedNames) {
      if (!(bound[place].get("name") instanceof String name)
          || !reader.mayRead(rights.storedAttribute(name))) {
        return false;
      }
    }
    return true;
  }
}
