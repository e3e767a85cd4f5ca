package profilegateway.cache.fetch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.store.DropFeed;
import profilegateway.cache.store.LocalCache;
import profilegateway.cache.store.RecentFailures;
import profilegateway.cache.store.SharedCache;
import profilegateway.profile.Identity;
import profilegateway.profile.Lane;
import profilegateway.profile.Mpid;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileReference;
import profilegateway.profile.ProfileSource;

/**
 * The registry of fetches in flight, by profile. Concurrent lookups share fetches: a lookup joins those that bring parts that it
 * needs, and starts one for the rest. Both happen in one atomic step for each profile. Thread-safe.
 */
public final class SingleFlight {
  /** How long after its deadline a fetch may take to answer its lookups. */
  public static final Duration LAST_WORD = FetchReducer.LAST_WORD;

  private final ConcurrentMap<ProfileReference, List<FetchRunner>> inFlight =
      new ConcurrentHashMap<>();
  private final AtomicInteger drops = new AtomicInteger();
  private final AtomicLong waiterIds = new AtomicLong();
  private final Levels levels;
  private final EffectPerformer.Tools tools;

  /** A registry of fetches from {@code upstream}. */
  public SingleFlight(
      Levels levels, ProfileSource upstream, FetchRules rules, TimeSource time, ReadReport report) {
    this.levels = levels;
    this.tools = new EffectPerformer.Tools(
        new FetchReducer(rules),
        new LocalEntries(levels.local(), levels.failures()),
        new SharedLeases(levels.shared(), rules.merging(), time),
        upstream,
        rules.filters(),
        time,
        report);
  }

  /** An id for a {@link FetchRunner.Waiter}. */
  public long nextWaiterId() {
    return waiterIds.incrementAndGet();
  }

  /**
   * A batch for fetches that one operation starts.
   *
   * @param until time limit for the reply of the shared cache, in nanoseconds of the monotonic clock
   */
  public SharedReadBatch batch(long until) {
    return new SharedReadBatch(levels.shared(), tools.report().events(), tools.time(), until);
  }

  /**
   * Time limit for a further reply of the shared cache, after a first one with the limit {@code until}; nanoseconds of the monotonic
   * clock.
   */
  public long further(long until) {
    return FetchReducer.further(until, tools.time().now());
  }

  /**
   * Makes {@code waiter} join the fetches that bring any of {@code wanted}, and a new one for the rest.
   *
   * @param deadline when the lookup stops waiting, in nanoseconds of the monotonic clock
   * @param start what a new fetch of the given parts starts with; the caller {@linkplain FetchRunner#start starts} it
   */
  public Joining join(
      ProfileReference reference,
      Parts wanted,
      FetchRunner.Waiter waiter,
      Lane lane,
      long deadline,
      Function<Parts, FetchStart> start) {
    Joining joining = new Joining();
    var unused = inFlight.compute(reference, (same, fetches) -> {
      List<FetchRunner> others = fetches == null ? List.of() : fetches;
      Parts rest = wanted;
      for (FetchRunner fetch : others) {
        Parts joined = fetch.join(waiter, rest, lane, deadline);
        if (!joined.isEmpty()) {
          joining.joined.add(fetch);
          rest = rest.minus(joined);
        }
      }
      if (rest.isEmpty()) {
        return others;
      }
      FetchStart from = start.apply(rest);
      FetchRunner started = register(reference, rest, from);
      var unusedParts = started.join(waiter, rest, from.lane(), from.deadline());
      joining.started = started;
      return with(started, others);
    });
    return joining;
  }

  /** Registers a fetch for those of {@code wanted} that no other fetch brings; null if there are none. The caller starts it. */
  public @Nullable FetchRunner refresh(
      ProfileReference reference, Parts wanted, Function<Parts, FetchStart> start) {
    Joining joining = new Joining();
    var unused = inFlight.compute(reference, (same, fetches) -> {
      List<FetchRunner> others = fetches == null ? List.of() : fetches;
      Parts rest = wanted;
      for (FetchRunner fetch : others) {
        rest = rest.minus(fetch.pending());
      }
      if (rest.isEmpty()) {
        return fetches;
      }
      joining.started = register(reference, rest, start.apply(rest));
      return with(joining.started, others);
    });
    return joining.started;
  }

  /** Creates a fetch. Called within the atomic step of its registration, so that each later purge invalidates it. */
  private FetchRunner register(ProfileReference reference, Parts parts, FetchStart start) {
    // What the lookup knew may have been purged since; a lookup that joins now must not get it.
    FetchStart from =
        start.drops() == drops() ? start : start.with(levels.local().sure(reference));
    FetchRunner.Guard guard = new FetchRunner.Guard(levels.dropFeed().losses(), this::drops);
    FetchState state = FetchState.of(reference, parts, from, tools.time().now());
    return new FetchRunner(tools, state, from, guard, this::ended);
  }

  private static List<FetchRunner> with(FetchRunner fetch, List<FetchRunner> others) {
    if (others.isEmpty()) {
      return List.of(fetch);
    }
    List<FetchRunner> all = new ArrayList<>(others);
    all.add(fetch);
    return List.copyOf(all);
  }

  private void ended(FetchRunner fetch) {
    var unused = inFlight.computeIfPresent(fetch.reference(), (same, fetches) -> {
      List<FetchRunner> others =
          fetches.stream().filter(other -> other != fetch).toList();
      return others.isEmpty() ? null : others;
    });
  }

  /**
   * Invalidates the fetches that may concern {@code purged}: their answers must not be stored, and no lookup joins them any more. Only
   * the answer shows the owner of an identity, so a purge of any profile invalidates all fetches by identity. If the owner is known,
   * the fetch is by mpid.
   */
  public void invalidate(ProfileReference purged) {
    invalidate(inFlight.remove(purged));
    if (purged instanceof Mpid) {
      for (ProfileReference reference : inFlight.keySet()) {
        if (reference instanceof Identity) {
          invalidate(inFlight.remove(reference));
        }
      }
    }
  }

  /** Number of purges so far: what was read before the last one may be outdated. */
  public int drops() {
    return drops.get();
  }

  /** Has to be called after the entries of {@code purged} were removed from this process. */
  public void dropped(ProfileReference purged) {
    drops.incrementAndGet();
    // A fetch that was registered meanwhile may have read the entries before their removal.
    invalidate(purged);
  }

  private static void invalidate(@Nullable List<FetchRunner> fetches) {
    if (fetches != null) {
      fetches.forEach(FetchRunner::invalidate);
    }
  }

  /** Whether no fetch is in flight. */
  public boolean isEmpty() {
    return inFlight.isEmpty();
  }

  /** The fetches that a lookup joined. */
  public static final class Joining {
    private final List<FetchRunner> joined = new ArrayList<>(1);
    private @Nullable FetchRunner started;

    /** The fetches that were in flight before; the caller has to call {@link FetchRunner#perform} on each. */
    public List<FetchRunner> joined() {
      return joined;
    }

    /** The new fetch, which the caller has to start; null if there is none. */
    public @Nullable FetchRunner started() {
      return started;
    }
  }

  /**
   * Where entries and failures are held.
   *
   * @param shared null if the instances share no cache
   */
  public record Levels(
      LocalCache local,
      RecentFailures failures,
      DropFeed dropFeed,
      @Nullable SharedCache shared) {}
}
