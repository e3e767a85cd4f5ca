package profilegateway.cache;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.CopyState;
import profilegateway.cache.copies.Exposure;
import profilegateway.cache.copies.Filters;
import profilegateway.cache.copies.Known;
import profilegateway.cache.copies.Lifetimes;
import profilegateway.cache.copies.Merging;
import profilegateway.cache.copies.OptOut;
import profilegateway.cache.fetch.CacheEvents;
import profilegateway.cache.fetch.FetchRules;
import profilegateway.cache.fetch.FetchRunner;
import profilegateway.cache.fetch.ReadReport;
import profilegateway.cache.fetch.SharedReadBatch;
import profilegateway.cache.fetch.SingleFlight;
import profilegateway.cache.fetch.TimeSource;
import profilegateway.cache.store.DropFeed;
import profilegateway.cache.store.LocalCache;
import profilegateway.cache.store.RecentFailures;
import profilegateway.cache.store.SharedCache;
import profilegateway.config.CacheConfig;
import profilegateway.config.CallsMode;
import profilegateway.profile.AtOnce;
import profilegateway.profile.Identity;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.ProfileReference;
import profilegateway.profile.ProfileSource;
import profilegateway.profile.ReadContext;
import profilegateway.profile.Timer;
import profilegateway.profile.Wanted;

/**
 * A source that answers from cached entries, and fetches missing parts from the upstream source, once for all concurrent lookups.
 * Attributes and profiles that must not be served are filtered out before anything is stored, even if the cache is off. Shared by all
 * event loops.
 */
public final class CachedSource implements ProfileSource {
  private final LocalCache local;
  private final SingleFlight fetches;
  private final Lifetimes lifetimes;
  private final LookupAssembler assembler;
  private final Refresher refresher;
  private final Supplier<CallsMode> mode;
  private final TimeSource time;
  private final ReadReport report;
  private final CacheEvents events;
  private final LookupTools tools;

  /** As {@link #open}, with the given time source. */
  CachedSource(
      CacheConfig config,
      Exposure exposure,
      ProfileSource upstream,
      @Nullable SharedCache shared,
      Supplier<CallsMode> mode,
      TimeSource time,
      CacheEvents events) {
    OptOut optOut = new OptOut(config.optedOut());
    Merging merging = new Merging(optOut);
    DropFeed dropFeed = new DropFeed(shared);
    RecentFailures failures = new RecentFailures(config, time.nanoTime());
    this.mode = mode;
    this.time = time;
    this.events = events;
    this.lifetimes = new Lifetimes(config, optOut);
    this.local = new LocalCache(config, merging, lifetimes, dropFeed, time.nanoTime());
    this.assembler = new LookupAssembler(lifetimes, optOut);
    this.report = new ReadReport(events, optOut);
    SingleFlight.Levels levels = new SingleFlight.Levels(local, failures, dropFeed, shared);
    FetchRules rules =
        new FetchRules(merging, lifetimes, new Filters(exposure, optOut), shared != null);
    this.fetches = new SingleFlight(levels, upstream, rules, time, report);
    this.refresher = new Refresher(fetches, failures, lifetimes, mode, time, events);
    this.tools = new LookupTools(levels, fetches, rules, assembler, refresher, time, events);
    if (shared != null) {
      shared.onDrop(this::dropped);
    }
  }

  /**
   * A source in front of {@code upstream}.
   *
   * @param config which entries are kept, and for how long
   * @param exposure which attributes may be served
   * @param shared the cache that instances share; null if there is none
   * @param mode whether calls are made at all
   * @param nanoTime as {@link System#nanoTime()}
   * @param events receives what happens in the cache
   */
  public static CachedSource open(
      Vertx vertx,
      CacheConfig config,
      Exposure exposure,
      ProfileSource upstream,
      @Nullable SharedCache shared,
      Supplier<CallsMode> mode,
      InstantSource clock,
      LongSupplier nanoTime,
      CacheEvents events) {
    TimeSource time = new TimeSource(
        clock, nanoTime, Timer.of(vertx), () -> ThreadLocalRandom.current().nextDouble());
    return new CachedSource(
        config, exposure, upstream, config.shared() ? shared : null, mode, time, events);
  }

  @Override
  public @Nullable List<Lookup> local(List<Wanted> wanted, ReadContext context) {
    if (mode.get() == CallsMode.OFF) {
      return null;
    }
    List<LocalRead> reads = new ArrayList<>(wanted.size());
    for (Wanted one : wanted) {
      LocalRead read = local(one);
      if (!read.isComplete()) {
        return null;
      }
      reads.add(read);
    }
    List<Lookup> answers = new ArrayList<>(reads.size());
    for (int i = 0; i < reads.size(); i++) {
      reads.get(i).report(report);
      answers.add(answer(reads.get(i), wanted.get(i), context));
    }
    return answers;
  }

  @Override
  public Future<List<Lookup>> read(List<Wanted> wanted, ReadContext context) {
    @Nullable Lookup[] answers = new Lookup[wanted.size()];
    if (mode.get() == CallsMode.OFF) {
      Arrays.fill(answers, new Lookup.Failed(new ProfileFailure(ProfileFailure.Code.UNAVAILABLE)));
      return Future.succeededFuture(Arrays.asList(answers));
    }
    int ready = 0;
    for (int i = 0; i < answers.length; i++) {
      LocalRead read = local(wanted.get(i));
      read.report(report);
      if (read.isComplete()) {
        answers[i] = answer(read, wanted.get(i), context);
        ready++;
      }
    }
    return ready == answers.length
        ? Future.succeededFuture(Arrays.asList(answers))
        : lookUp(wanted, answers, context);
  }

  private LocalRead local(Wanted wanted) {
    long now = time.now();
    int drops = fetches.drops();
    Parts parts = wanted.parts();
    ProfileReference reference = local.follow(wanted.reference());
    Known known = local.sure(reference);
    Parts fresh = lifetimes.upTo(CopyState.FRESH, parts, known, now);
    Parts stale = lifetimes.upTo(CopyState.STALE_WHILE_REVALIDATE, parts.minus(fresh), known, now);
    return new LocalRead(reference, known, drops, now, parts, fresh, stale);
  }

  /** The answer to a lookup that local entries complete. Refreshes the stale ones. */
  private Lookup answer(LocalRead read, Wanted wanted, ReadContext context) {
    context.ledger().saved(wanted.lane(), 1);
    refresher.refresh(read.reference(), read.stale(), read.known(), read.drops(), context.span());
    return assembler.first(read.wanted(), read.known(), read.now());
  }

  private Future<List<Lookup>> lookUp(
      List<Wanted> wanted, @Nullable Lookup[] answers, ReadContext context) {
    SharedReadBatch reads = fetches.batch(time.now() + SharedReadBatch.LIMIT.toNanos());
    List<PendingLookup> lookups = new ArrayList<>(1);
    List<FetchRunner> starting = new ArrayList<>(1);
    List<Future<Lookup>> all = new ArrayList<>(answers.length);
    for (int i = 0; i < answers.length; i++) {
      Lookup answer = answers[i];
      if (answer != null) {
        all.add(Future.succeededFuture(answer));
        continue;
      }
      PendingLookup lookup = new PendingLookup(tools, wanted.get(i), context, reads.until());
      FetchRunner fetch = lookup.join(false);
      if (fetch != null) {
        starting.add(fetch);
      }
      lookups.add(lookup);
      all.add(lookup.answer());
    }
    context.cancellation().onCancel(() -> lookups.forEach(PendingLookup::cancel));
    starting.forEach(fetch -> fetch.start(reads));
    reads.send();
    return AtOnce.all(all, answer -> answer);
  }

  /** Removes the entries of profiles, identities and their known owners from this process. Fetches in flight for them are not stored. */
  public LocalDrop drop(Set<Mpid> mpids, Set<Identity> identities) {
    Map<Identity, Mpid> links = new HashMap<>();
    int entries = 0;
    for (Identity identity : identities) {
      Mpid owner = local.linked(identity);
      if (owner != null) {
        links.put(identity, owner);
        entries += drop(owner);
      }
      entries += drop(identity);
    }
    for (Mpid mpid : mpids) {
      entries += drop(mpid);
    }
    return new LocalDrop(entries, links);
  }

  private void dropped(ProfileReference reference) {
    var unused = reference instanceof Mpid mpid
        ? drop(Set.of(mpid), Set.of())
        : drop(Set.of(), Set.of((Identity) reference));
  }

  private int drop(ProfileReference reference) {
    fetches.invalidate(reference);
    int entries = local.drop(reference);
    fetches.dropped(reference);
    events.dropped();
    return entries;
  }

  /** For tests: whether no fetch is in flight. */
  boolean isIdle() {
    return fetches.isEmpty();
  }
}
