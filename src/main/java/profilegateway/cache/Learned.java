package profilegateway.cache;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.Fetch;
import profilegateway.cache.copies.Known;
import profilegateway.cache.copies.Merging;
import profilegateway.cache.copies.PartCopy;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileFailure;

/**
 * What was learned of a profile while somebody waited.
 *
 * @param known all that is known of it by now
 * @param failures of parts that could not be had
 * @param fetched what was fetched from mParticle meanwhile
 * @param owner whose the identity asked for turned out to be: to be asked for by that; null when there is no such news
 * @param wasRead whether {@code known} is what the shared cache holds of {@code owner}
 * @param bug why it is not known what came of it; null when all went as it should
 */
record Learned(
    Known known,
    Map<Part, ProfileFailure> failures,
    List<Fetch> fetched,
    @Nullable Mpid owner,
    boolean wasRead,
    @Nullable Throwable bug) {

  /** What was known before. */
  static Learned of(Known known) {
    return new Learned(known, Map.of(), List.of(), null, false, null);
  }

  static Learned fetched(Known known, Fetch fetch) {
    return new Learned(known, Map.of(), List.of(fetch), null, false, null);
  }

  static Learned elsewhere(Known known, Mpid owner, boolean wasRead) {
    return new Learned(known, Map.of(), List.of(), owner, wasRead, null);
  }

  static Learned broken(Known known, Throwable bug) {
    return new Learned(known, Map.of(), List.of(), null, false, bug);
  }

  Learned failed(Parts parts, ProfileFailure failure) {
    Map<Part, ProfileFailure> all = new EnumMap<>(Part.class);
    parts.forEach(part -> all.put(part, failure));
    return failed(all);
  }

  Learned failed(Map<Part, ProfileFailure> more) {
    if (more.isEmpty()) {
      return this;
    }
    Map<Part, ProfileFailure> all = new EnumMap<>(Part.class);
    all.putAll(failures);
    all.putAll(more);
    return new Learned(known, all, fetched, owner, wasRead, bug);
  }

  /** What is known of {@code owner}, now that this is who is asked for. */
  Learned ofOwner() {
    return new Learned(known, failures, fetched, null, false, bug);
  }

  /** This, as it is told to whoever came when so many fetches had been made. */
  Learned since(int fetches) {
    return fetches == 0
        ? this
        : new Learned(
            known, failures, fetched.subList(fetches, fetched.size()), owner, wasRead, bug);
  }

  /** Whether that is a fetch that was made meanwhile: that very one, not another of the same moment. */
  @SuppressWarnings("ReferenceEquality")
  boolean wasFetched(Fetch fetch) {
    for (Fetch one : fetched) {
      if (one == fetch) {
        return true;
      }
    }
    return false;
  }

  /** The parts that were fetched from mParticle meanwhile. */
  Parts fetchedParts() {
    if (!(known instanceof Known.Held held)) {
      return Parts.NONE;
    }
    Parts parts = Parts.NONE;
    for (Part part : held.copies().parts().members()) {
      PartCopy copy = held.copies().part(part);
      if (copy != null && wasFetched(copy.fetch())) {
        parts = parts.with(part);
      }
    }
    return parts;
  }

  private static List<Fetch> both(List<Fetch> before, List<Fetch> after) {
    if (before.isEmpty() || after.isEmpty()) {
      return before.isEmpty() ? after : before;
    }
    List<Fetch> both = new ArrayList<>(before);
    both.addAll(after);
    return both;
  }

  /** This, and what came after it. */
  Learned then(Learned next, Merging merging, long now) {
    return new Learned(
            merging.join(known, next.known, now),
            failures,
            both(fetched, next.fetched),
            next.owner == null ? owner : next.owner,
            next.owner == null ? wasRead : next.wasRead,
            bug == null ? next.bug : bug)
        .failed(next.failures);
  }
}
