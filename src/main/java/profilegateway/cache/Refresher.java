package profilegateway.cache;

import java.time.Duration;
import java.util.function.Supplier;
import profilegateway.cache.copies.CopyState;
import profilegateway.cache.copies.Known;
import profilegateway.cache.copies.Lifetimes;
import profilegateway.cache.fetch.CacheEvents;
import profilegateway.cache.fetch.FetchRunner;
import profilegateway.cache.fetch.FetchStart;
import profilegateway.cache.fetch.SharedReadBatch;
import profilegateway.cache.fetch.SingleFlight;
import profilegateway.cache.fetch.TimeSource;
import profilegateway.cache.store.RecentFailures;
import profilegateway.config.CallsMode;
import profilegateway.profile.Lane;
import profilegateway.profile.Ledger;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileReference;
import profilegateway.profile.Span;

/** Refreshes stale entries in the background (stale-while-revalidate, RFC 5861). Shared by all event loops. */
final class Refresher {
  /**
   * Time limit of a refresh, the wait for a permit included: refreshes come after all calls that lookups wait for. Long enough that a
   * refresh gets its permit by age and does not have to be started again by each lookup of a busy minute.
   */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final SingleFlight fetches;
  private final RecentFailures failures;
  private final Lifetimes lifetimes;
  private final Supplier<CallsMode> mode;
  private final TimeSource time;
  private final CacheEvents events;

  Refresher(
      SingleFlight fetches,
      RecentFailures failures,
      Lifetimes lifetimes,
      Supplier<CallsMode> mode,
      TimeSource time,
      CacheEvents events) {
    this.fetches = fetches;
    this.failures = failures;
    this.lifetimes = lifetimes;
    this.mode = mode;
    this.time = time;
    this.events = events;
  }

  /**
   * Refreshes parts that were served stale, except those that failed within the last second. Also refreshes other entries of the profile
   * that are about as old: parts of different ages would cost one call each, every time.
   *
   * @param drops {@link SingleFlight#drops()} when {@code known} was read
   * @param span of the lookup that found the stale entries
   */
  void refresh(ProfileReference reference, Parts stale, Known known, int drops, Span span) {
    if (stale.isEmpty()) {
      return;
    }
    Parts due = stale.minus(failed(reference, stale));
    if (due.isEmpty() || mode.get() != CallsMode.ON) {
      return;
    }
    Parts others = aboutAsOld(known).minus(stale);
    Parts parts = due.union(others.minus(failed(reference, others)));
    FetchRunner started = fetches.refresh(reference, parts, rest -> {
      events.refreshing(rest);
      return start(known, drops, span);
    });
    if (started != null) {
      SharedReadBatch reads = fetches.batch(time.now() + SharedReadBatch.LIMIT.toNanos());
      started.start(reads);
      reads.send();
    }
  }

  private Parts failed(ProfileReference reference, Parts parts) {
    return Parts.of(failures.of(reference, parts, Lane.BACKGROUND).keySet());
  }

  /** Parts that can be served at once and are not young. Still older parts may no longer be in use. */
  private Parts aboutAsOld(Known known) {
    long now = time.now();
    return lifetimes
        .upTo(CopyState.STALE_WHILE_REVALIDATE, Parts.ALL, known, now)
        .minus(lifetimes.young(Parts.ALL, known, now));
  }

  private FetchStart start(Known known, int drops, Span span) {
    // The shared cache is not read first: the reply to a claim says what is newer there.
    return new FetchStart(
        known,
        drops,
        true,
        Lane.BACKGROUND,
        time.now() + LONGEST.toNanos(),
        Ledger.passingOn(events::refreshCost),
        span);
  }
}
