package profilegateway.cache.fetch;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.Copies;
import profilegateway.cache.copies.Fetch;
import profilegateway.cache.copies.Filters;
import profilegateway.cache.copies.Known;
import profilegateway.cache.copies.PartCopy;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.PartLookup;
import profilegateway.profile.Profile;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.ProfileReference;

/** The answer of an upstream call in the form that the cache stores: filtered and stamped. */
sealed interface UpstreamAnswer {

  /** What to store; {@code Nothing} after a failure. */
  Known known();

  /**
   * A profile.
   *
   * @param profile as it may be stored and served
   * @param started stamp of the start of the call
   * @param fetch stamp of the entries: an opt-out counts from the answer on, anything else from the start of the call
   * @param isWithheld whether the user opted out, so that no part of the profile may be stored
   * @param missing why parts could not be fetched
   */
  record Found(
      Profile profile,
      Fetch started,
      Fetch fetch,
      boolean isWithheld,
      Map<Part, ProfileFailure> missing,
      Known known)
      implements UpstreamAnswer {}

  /** There is no such profile. */
  record Absent(Fetch fetch, Known known) implements UpstreamAnswer {}

  /**
   * A failure.
   *
   * @param isOtherProfile whether the answer was about another profile than the requested one, and was rejected
   */
  record Failed(ProfileFailure failure, boolean isOtherProfile) implements UpstreamAnswer {
    @Override
    public Known known() {
      return new Known.Nothing();
    }
  }

  /**
   * Reads an answer that arrived {@code now}.
   *
   * @param started stamp of the start of the call
   */
  static UpstreamAnswer of(
      ProfileReference reference, Lookup answer, Fetch started, long now, Filters filters) {
    if (answer instanceof Lookup.Found found) {
      return found(reference, filters.applyTo(found.profile()), started, now, filters);
    }
    if (answer instanceof Lookup.Failed failed) {
      return new Failed(failed.failure(), false);
    }
    Fetch fetch = learned(started, now);
    return new Absent(fetch, new Known.Absent(fetch));
  }

  private static UpstreamAnswer found(
      ProfileReference reference, Profile profile, Fetch started, long now, Filters filters) {
    if (reference instanceof Mpid mpid && !mpid.equals(profile.head().mpid())) {
      return new Failed(new ProfileFailure(ProfileFailure.Code.UNAVAILABLE), true);
    }
    boolean isWithheld = filters.optOut().withholds(profile.head());
    Fetch fetch = isWithheld ? learned(started, now) : started;
    Map<Part, PartCopy> copies = new EnumMap<>(Part.class);
    Map<Part, ProfileFailure> missing = new EnumMap<>(Part.class);
    profile.parts().forEach(part -> sort(part, profile.part(part), fetch, copies, missing));
    Known known = new Known.Held(new Copies(profile.head(), fetch, copies));
    return new Found(profile, started, fetch, isWithheld, missing, known);
  }

  private static void sort(
      Part part,
      @Nullable PartLookup lookup,
      Fetch fetch,
      Map<Part, PartCopy> copies,
      Map<Part, ProfileFailure> missing) {
    if (lookup instanceof PartLookup.Had had) {
      copies.put(part, new PartCopy(had.content(), fetch));
    } else if (lookup instanceof PartLookup.Missing lost) {
      missing.put(part, lost.failure());
    }
  }

  private static Fetch learned(Fetch started, long now) {
    return new Fetch(started.at(), now, started.stretch());
  }
}
