package profilegateway.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.Copies;
import profilegateway.cache.copies.CopyState;
import profilegateway.cache.copies.Fetch;
import profilegateway.cache.copies.Known;
import profilegateway.cache.copies.Lifetimes;
import profilegateway.cache.copies.OptOut;
import profilegateway.cache.copies.PartCopy;
import profilegateway.profile.Copy;
import profilegateway.profile.Lookup;
import profilegateway.profile.Part;
import profilegateway.profile.PartLookup;
import profilegateway.profile.Parts;
import profilegateway.profile.Profile;
import profilegateway.profile.ProfileFailure;

/** Makes the answer to a look-up of what is known. Immutable. */
final class LookupAnswers {
  private static final Lookup ABSENT = new Lookup.Absent();

  private final Lifetimes lifetimes;
  private final OptOut optOut;

  LookupAnswers(Lifetimes lifetimes, OptOut optOut) {
    this.lifetimes = lifetimes;
    this.optOut = optOut;
  }

  /** The answer by what is known, when all of {@code wanted} serve at once. */
  Lookup first(Parts wanted, Known known, long now) {
    return known instanceof Known.Held held
        ? new Lookup.Found(
            profile(wanted, held.copies(), Learned.of(known), ProfileFailure.Code.UNAVAILABLE, now))
        : ABSENT;
  }

  /**
   * The answer when no more is to be learned: an object stands as long as anything proves that there is such a profile.
   *
   * @param otherwise why a part could not be had of which it is not known
   */
  Lookup last(Parts wanted, Learned learned, ProfileFailure.Code otherwise, long now) {
    if (learned.known() instanceof Known.Absent absent
        && (learned.wasFetched(absent.fetch()) || isKnown(wanted, absent, now))) {
      return ABSENT;
    }
    return learned.known() instanceof Known.Held held && stands(held.copies(), learned, now)
        ? new Lookup.Found(profile(wanted, held.copies(), learned, otherwise, now))
        : new Lookup.Failed(failure(wanted, learned, otherwise));
  }

  private boolean isKnown(Parts wanted, Known known, long now) {
    return lifetimes.of(wanted.members().get(0), known, now) != CopyState.EXPIRED;
  }

  private boolean stands(Copies copies, Learned learned, long now) {
    return learned.wasFetched(copies.fetch()) || lifetimes.ofHead(copies, now) != CopyState.EXPIRED;
  }

  private static ProfileFailure failure(
      Parts wanted, Learned learned, ProfileFailure.Code otherwise) {
    for (Part part : wanted.members()) {
      ProfileFailure failure = learned.failures().get(part);
      if (failure != null) {
        return failure;
      }
    }
    return new ProfileFailure(otherwise);
  }

  private Profile profile(
      Parts wanted, Copies copies, Learned learned, ProfileFailure.Code otherwise, long now) {
    Copy head = head(copies, learned, now);
    if (optOut.withholds(copies.head())) {
      return new Profile(copies.head(), head, OptOut.withheld(wanted));
    }
    return new Profile(copies.head(), head, wanted, part -> {
      PartLookup had = had(part, copies, learned, now);
      return had == null ? missing(part, learned, otherwise) : had;
    });
  }

  private @Nullable PartLookup had(Part part, Copies copies, Learned learned, long now) {
    PartCopy copy = copies.part(part);
    if (copy == null) {
      return null;
    }
    Fetch fetch = copy.fetch();
    Copy.Origin origin = origin(learned, fetch, lifetimes.of(part, learned.known(), now));
    return origin == null
        ? null
        : new PartLookup.Had(
            copy.content(), new Copy(origin, fetch.at(), lifetimes.freshFor(part, fetch, now)));
  }

  private static PartLookup missing(Part part, Learned learned, ProfileFailure.Code otherwise) {
    ProfileFailure failure = learned.failures().get(part);
    return new PartLookup.Missing(failure == null ? new ProfileFailure(otherwise) : failure);
  }

  private Copy head(Copies copies, Learned learned, long now) {
    Fetch fetch = copies.fetch();
    Copy.Origin origin = origin(learned, fetch, lifetimes.ofHead(copies, now));
    return new Copy(
        origin == null ? Copy.Origin.STALE : origin,
        fetch.at(),
        optOut.withholds(copies.head()) ? Duration.ZERO : lifetimes.headFreshFor(fetch, now));
  }

  /** Null when it must not be served. */
  private static Copy.@Nullable Origin origin(Learned learned, Fetch fetch, CopyState age) {
    if (learned.wasFetched(fetch)) {
      return Copy.Origin.UPSTREAM;
    }
    return switch (age) {
      case FRESH -> Copy.Origin.CACHE;
      case STALE_WHILE_REVALIDATE, STALE_IF_ERROR -> Copy.Origin.STALE;
      case EXPIRED -> null;
    };
  }
}
