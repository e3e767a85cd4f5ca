package profilegateway.cache.fetch;

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
 * The outcome of a fetch for a lookup that waited. Immutable.
 *
 * @param known everything known about the profile
 * @param failures why parts could not be fetched; nothing for the others
 * @param fetched the upstream fetches that were made while the lookup waited, oldest first
 * @param owner the profile that the requested identity belongs to: the lookup continues with it; null if nothing new is known
 * @param isOwnerRead whether {@code known} is what the shared cache holds of {@code owner}
 * @param bug an unexpected exception that leaves the outcome unknown; null if there was none
 */
public record FetchOutcome(
    Known known,
    Map<Part, ProfileFailure> failures,
    List<Fetch> fetched,
    @Nullable Mpid owner,
    boolean isOwnerRead,
    @Nullable Throwable bug) {

  /** An outcome without a fetch and without failures. */
  public static FetchOutcome of(Known known) {
    return new FetchOutcome(known, Map.of(), List.of(), null, false, null);
  }

  FetchOutcome with(Known newest) {
    return new FetchOutcome(newest, failures, fetched, owner, isOwnerRead, bug);
  }

  FetchOutcome withFetch(Fetch fetch) {
    return new FetchOutcome(
        known, failures, concat(fetched, List.of(fetch)), owner, isOwnerRead, bug);
  }

  FetchOutcome withOwner(Mpid found, boolean isRead) {
    return new FetchOutcome(known, failures, fetched, found, isRead, bug);
  }

  FetchOutcome withBug(Throwable thrown) {
    return new FetchOutcome(
        known, failures, fetched, owner, isOwnerRead, bug == null ? thrown : bug);
  }

  FetchOutcome withFailure(Parts parts, ProfileFailure failure) {
    Map<Part, ProfileFailure> all = new EnumMap<>(Part.class);
    parts.forEach(part -> all.put(part, failure));
    return withFailures(all);
  }

  /** This outcome with failures of further parts. */
  public FetchOutcome withFailures(Map<Part, ProfileFailure> more) {
    if (more.isEmpty()) {
      return this;
    }
    Map<Part, ProfileFailure> all = new EnumMap<>(Part.class);
    all.putAll(failures);
    all.putAll(more);
    return new FetchOutcome(known, all, fetched, owner, isOwnerRead, bug);
  }

  /** This outcome for a lookup that continues with the profile of {@code owner} instead of the identity. */
  public FetchOutcome ofOwner() {
    return new FetchOutcome(known, failures, fetched, null, false, bug);
  }

  /** This outcome without the first {@code count} fetches, which were made before the lookup joined. */
  FetchOutcome since(int count) {
    return count == 0
        ? this
        : new FetchOutcome(
            known, failures, fetched.subList(count, fetched.size()), owner, isOwnerRead, bug);
  }

  /** Whether {@code fetch} was made while the lookup waited: this very fetch, not another one of the same moment. */
  @SuppressWarnings("ReferenceEquality")
  public boolean wasFetched(Fetch fetch) {
    for (Fetch one : fetched) {
      if (one == fetch) {
        return true;
      }
    }
    return false;
  }

  /** The parts that were fetched from mParticle while the lookup waited. */
  public Parts fetchedParts() {
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

  /** This outcome, merged with the outcome of a later fetch. */
  public FetchOutcome then(FetchOutcome next, Merging merging, long now) {
    return new FetchOutcome(
            merging.join(known, next.known, now),
            failures,
            concat(fetched, next.fetched),
            next.owner == null ? owner : next.owner,
            next.owner == null ? isOwnerRead : next.isOwnerRead,
            bug == null ? next.bug : bug)
        .withFailures(next.failures);
  }

  private static List<Fetch> concat(List<Fetch> before, List<Fetch> after) {
    if (before.isEmpty() || after.isEmpty()) {
      return before.isEmpty() ? after : before;
    }
    List<Fetch> both = new ArrayList<>(before);
    both.addAll(after);
    return both;
  }
}
