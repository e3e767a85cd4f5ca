package profilegateway.graphql.plan;

import java.util.List;
import profilegateway.graphql.rights.Reader;
import profilegateway.profile.Lookup;

/** A field of {@code Query} in one operation: which look-ups it is about, and who reads each. Confined to an event loop. */
final class Reading {
  private final Root root;
  private final int[] places;
  private final Reader[] readers;

  Reading(Root root, int profiles) {
    this.root = root;
    this.places = new int[profiles];
    this.readers = new Reader[profiles];
  }

  void set(int index, int place, Reader reader) {
    places[index] = place;
    readers[index] = reader;
  }

  /** Writes the field; false where something is not plain. */
  boolean write(List<Lookup> found, Arguments[] bound, boolean isFirst, JsonBytes out) {
    root.name().write(isFirst, out);
    if (!root.list()) {
      if (places.length > 0) {
        return write(0, found, bound, out);
      }
      out.writeNull();
      return true;
    }
    out.raw('[');
    for (int i = 0; i < places.length; i++) {
      if (i > 0) {
        out.raw(',');
      }
      if (!write(i, found, bound, out)) {
        return false;
      }
    }
    out.raw(']');
    return true;
  }

  private boolean write(int index, List<Lookup> found, Arguments[] bound, JsonBytes out) {
    Lookup lookup = found.get(places[index]);
    if (lookup instanceof Lookup.Found one) {
      return root.profile().write(view(index, one), bound, out);
    }
    out.writeNull();
    return lookup instanceof Lookup.Absent;
  }

  private ProfileView view(int index, Lookup.Found found) {
    return new ProfileView(found.profile(), root.selected(), readers[index]);
  }

  /** Tells what was written. */
  void tell(List<Lookup> found, Seen seen) {
    for (int i = 0; i < places.length; i++) {
      if (found.get(places[i]) instanceof Lookup.Found one) {
        seen.profile(root.field(), view(i, one));
      } else {
        seen.nothing();
      }
    }
  }
}
