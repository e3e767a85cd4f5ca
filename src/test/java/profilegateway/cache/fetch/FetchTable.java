package profilegateway.cache.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import profilegateway.cache.copies.Copies;
import profilegateway.cache.copies.Exposure;
import profilegateway.cache.copies.Fetch;
import profilegateway.cache.copies.Filters;
import profilegateway.cache.copies.Known;
import profilegateway.cache.copies.Lifetimes;
import profilegateway.cache.copies.Merging;
import profilegateway.cache.copies.OptOut;
import profilegateway.cache.copies.PartCopy;
import profilegateway.cache.store.SharedCache;
import profilegateway.config.CacheConfig;
import profilegateway.config.CacheConfig.Exposed;
import profilegateway.config.CacheConfig.OptedOut;
import profilegateway.config.CacheConfig.Times;
import profilegateway.profile.Copy;
import profilegateway.profile.Head;
import profilegateway.profile.Lane;
import profilegateway.profile.Ledger;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.PartContent;
import profilegateway.profile.PartLookup;
import profilegateway.profile.Parts;
import profilegateway.profile.Profile;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.ProfileReference;
import profilegateway.profile.Span;

/** States, events and rows for tests of {@link FetchReducer}. Everything happens at {@link #NOW}. */
final class FetchTable {
  static final long NOW = 1_000_000_000_000L;
  static final Mpid ANN = new Mpid(1);
  static final Parts AUDIENCES = Parts.of(Part.AUDIENCE_MEMBERSHIPS);
  static final Parts IDENTITIES = Parts.of(Part.USER_IDENTITIES);
  static final Parts BOTH = AUDIENCES.union(IDENTITIES);
  static final Known NOTHING = new Known.Nothing();
  static final Lease LEASE = new Lease();
  static final FetchEffect.Timer KEEP = FetchEffect.Timer.keepLease(1);

  private static final CacheConfig CONFIG = new CacheConfig(
      true,
      64,
      true,
      new Times(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofMinutes(15)),
      Map.of(),
      Duration.ofSeconds(10),
      new Exposed(true, List.of(), List.of()),
      OptedOut.WITHHOLD);

  private FetchTable() {}

  /**
   * One row.
   *
   * @param change what changes in the state
   */
  record Row(
      String name,
      FetchState state,
      FetchEvent event,
      Consumer<FetchDraft> change,
      List<FetchEffect> effects) {

    void check() {
      FetchDraft.Step step = new FetchReducer(rules(true)).next(state, event, NOW);

      assertThat(step.effects()).isEqualTo(effects);
      assertThat(step.state()).isEqualTo(but(state, change));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Row row(
      String name,
      FetchState state,
      FetchEvent event,
      Consumer<FetchDraft> change,
      FetchEffect... effects) {
    return new Row(name, state, event, change, List.of(effects));
  }

  /** A row in which nothing changes. */
  static Row same(String name, FetchState state, FetchEvent event, FetchEffect... effects) {
    return row(name, state, event, draft -> {}, effects);
  }

  static FetchRules rules(boolean hasSharedCache) {
    OptOut optOut = new OptOut(CONFIG.optedOut());
    Exposure exposure = new Exposure(CONFIG.exposed(), List.of());
    return new FetchRules(
        new Merging(optOut),
        new Lifetimes(CONFIG, optOut),
        new Filters(exposure, optOut),
        hasSharedCache);
  }

  /** A lookup's fetch that has not started, with one waiter. */
  static FetchState registered(ProfileReference reference, Parts parts) {
    return but(
        FetchState.of(reference, parts, start(false, Lane.OTHER), NOW),
        draft -> draft.waiters = waiter(1, parts));
  }

  /** A lookup's fetch that has started and read the shared cache. */
  static FetchState open(Parts parts) {
    return but(registered(ANN, parts), draft -> {
      draft.stage = FetchState.Stage.OPEN;
      draft.sharedUntil = NOW + millis(50);
    });
  }

  /** A refresh that has started. */
  static FetchState refresh(Parts parts) {
    return but(FetchState.of(ANN, parts, start(true, Lane.BACKGROUND), NOW), draft -> {
      draft.stage = FetchState.Stage.OPEN;
      draft.sharedUntil = NOW + millis(50);
    });
  }

  static FetchStart start(boolean isSharedRead, Lane lane) {
    return new FetchStart(
        NOTHING, 0, isSharedRead, lane, NOW + millis(3000), new Ledger(), Span.NONE);
  }

  static FetchState but(FetchState state, Consumer<FetchDraft> change) {
    FetchDraft draft = new FetchDraft(state, rules(true), NOW);
    change.accept(draft);
    return draft.toStep().state();
  }

  /** {@code state} with call 1 under way. */
  static FetchState calling(FetchState state, boolean isSent, boolean isLeased) {
    return but(state, draft -> {
      UpstreamCall call = UpstreamCall.first(1, draft.pending, isLeased ? LEASE : null);
      draft.calls = List.of(isSent ? call.sent() : call);
      draft.callCount = 1;
      draft.isAnySent = isSent;
    });
  }

  static Waiters waiter(long id, Parts parts) {
    return Waiters.NONE.with(new Waiters.Waiter(id, parts, 0));
  }

  static Known held(Parts parts, Duration age) {
    Fetch fetch = stamp(NOW - age.toNanos());
    Map<Part, PartCopy> copies = new EnumMap<>(Part.class);
    parts.forEach(part -> copies.put(part, new PartCopy(content(part), fetch)));
    return new Known.Held(new Copies(head(false), fetch, copies));
  }

  static Head head(boolean isOptedOut) {
    return new Head(ANN, null, null, isOptedOut, null, Set.of());
  }

  /** The answer of a call that was made at {@link #NOW}. */
  static UpstreamAnswer.Found found(Parts parts, boolean isOptedOut) {
    Copy copy = Copy.fetched(Instant.EPOCH);
    Profile profile =
        new Profile(head(isOptedOut), copy, parts, part -> new PartLookup.Had(content(part), copy));
    return (UpstreamAnswer.Found) UpstreamAnswer.of(
        ANN, new Lookup.Found(profile), stamp(NOW), NOW, rules(true).filters());
  }

  static Fetch stamp(long nanos) {
    return new Fetch(Instant.EPOCH, nanos, 1);
  }

  static PartContent content(Part part) {
    return part == Part.AUDIENCE_MEMBERSHIPS
        ? new PartContent.AudienceMemberships(List.of())
        : new PartContent.UserIdentities(List.of());
  }

  static FetchEvent.LocalView local(Known known) {
    return new FetchEvent.LocalView(known, known, null, Map.of());
  }

  static ProfileFailure failure(ProfileFailure.Code code) {
    return new ProfileFailure(code);
  }

  static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }

  /** A lease that must not be used: the reducer only passes it on. */
  static final class Lease implements SharedCache.Lease {
    @Override
    public Instant began() {
      throw new AssertionError("the reducer must not date a fetch");
    }

    @Override
    public Future<Void> keep() {
      throw new AssertionError("the reducer must not keep a lease");
    }

    @Override
    public Future<Void> fill(Lookup fetched, Fetch fetch) {
      throw new AssertionError("the reducer must not fill a lease");
    }

    @Override
    public Future<Void> failed(ProfileFailure failure) {
      throw new AssertionError("the reducer must not end a lease");
    }

    @Override
    public Future<Void> release() {
      throw new AssertionError("the reducer must not release a lease");
    }
  }
}
