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
import profilegateway.cache.fetch.FetchOutcome;
import profilegateway.profile.Copy;
import profilegateway.profile.Lookup;
import profilegateway.profile.Part;
import profilegateway.profile.PartLookup;
import profilegateway.profile.Parts;
import profilegateway.profile.Profile;
import profilegateway.profile.ProfileFailure;

/** Assembles the answer to a lookup from what is known. Immutable. */
final class LookupAssembler {
  private static final Lookup ABSENT = new Lookup.Absent();

  private final Lifetimes lifetimes;
  private final OptOut optOut;

  LookupAssembler(Lifetimes lifetimes, OptOut optOut) {
    this.lifetimes = lifetimes;
    this.optOut = optOut;
  }

  /** The answer if entries of all {@code wanted} parts can be served at once. */
  Lookup first(Parts wanted, Known known, long now) {
    return known instanceof Known.Held held
        ? new Lookup.Found(profile(
            wanted, held.copies(), FetchOutcome.of(known), ProfileFailure.Code.UNAVAILABLE, now))
        : ABSENT;
  }

  /**
   * The answer after the last fetch. The profile is found if any usable entry proves that it exists.
   *
   * @param otherwise failure of parts that are neither known nor failed
   */
  Lookup last(Parts wanted, FetchOutcome outcome, ProfileFailure.Code otherwise, long now) {
    if (outcome.known() instanceof Known.Absent absent
        && (outcome.wasFetched(absent.fetch()) || isKnown(wanted, absent, now))) {
      return ABSENT;
    }
    return outcome.known() instanceof Known.Held held && stands(held.copies(), outcome, now)
        ? new Lookup.Found(profile(wanted, held.copies(), outcome, otherwise, now))
        : new Lookup.Failed(failure(wanted, outcome, otherwise));
  }

  private boolean isKnown(Parts wanted, Known known, long now) {
    return lifetimes.of(wanted.members().get(0), known, now) != CopyState.EXPIRED;
  }

  private boolean stands(Copies copies, FetchOutcome outcome, long now) {
    return outcome.wasFetched(copies.fetch()) || lifetimes.ofHead(copies, now) != CopyState.EXPIRED;
  }

  private static ProfileFailure failure(
      Parts wanted, FetchOutcome outcome, ProfileFailure.Code otherwise) {
    for (Part part : wanted.members()) {
      ProfileFailure failure = outcome.failures().get(part);
      if (failure != null) {
        return failure;
      }
    }
    return new ProfileFailure(otherwise);
  }

  private Profile profile(
      Parts wanted, Copies copies, FetchOutcome outcome, ProfileFailure.Code otherwise, long now) {
    Copy head = head(copies, outcome, now);
    if (optOut.withholds(copies.head())) {
      return new Profile(copies.head(), head, OptOut.withheld(wanted));
    }
    return new Profile(copies.head(), head, wanted, part -> {
      PartLookup had = had(part, copies, outcome, now);
      return had == null ? missing(part, outcome, otherwise) : had;
    });
  }

  private @Nullable PartLookup had(Part part, Copies copies, FetchOutcome outcome, long now) {
    PartCopy copy = copies.part(part);
    if (copy == null) {
      return null;
    }
    Fetch fetch = copy.fetch();
    Copy.Origin origin = origin(outcome, fetch, lifetimes.of(part, outcome.known(), now));
    return origin == null
        ? null
        : new PartLookup.Had(
            copy.content(), new Copy(origin, fetch.at(), lifetimes.freshFor(part, fetch, now)));
  }

  private static PartLookup missing(
      Part part, FetchOutcome outcome, ProfileFailure.Code otherwise) {
    ProfileFailure failure = outcome.failures().get(part);
    return new PartLookup.Missing(failure == null ? new ProfileFailure(otherwise) : failure);
  }

  private Copy head(Copies copies, FetchOutcome outcome, long now) {
    Fetch fetch = copies.fetch();
    Copy.Origin origin = origin(outcome, fetch, lifetimes.ofHead(copies, now));
    return new Copy(
        origin == null ? Copy.Origin.STALE : origin,
        fetch.at(),
        optOut.withholds(copies.head()) ? Duration.ZERO : lifetimes.headFreshFor(fetch, now));
  }

  /** Null if the entry must not be served. */
  private static Copy.@Nullable Origin origin(FetchOutcome outcome, Fetch fetch, CopyState age) {
    if (outcome.wasFetched(fetch)) {
      return Copy.Origin.UPSTREAM;
    }
    return switch (age) {
      case FRESH -> Copy.Origin.CACHE;
      case STALE_WHILE_REVALIDATE, STALE_IF_ERROR -> Copy.Origin.STALE;
      case EXPIRED -> null;
    };
  }
}
