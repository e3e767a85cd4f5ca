package profilegateway.cache;

import java.time.InstantSource;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.CacheEvents.Found;
import profilegateway.cache.CacheEvents.Level;
import profilegateway.cache.copies.Exposure;
import profilegateway.cache.copies.Fetch;
import profilegateway.cache.copies.Filters;
import profilegateway.cache.copies.Known;
import profilegateway.cache.copies.Lifetimes;
import profilegateway.cache.copies.Merging;
import profilegateway.cache.copies.OptOut;
import profilegateway.cache.store.DropFeed;
import profilegateway.cache.store.LocalCache;
import profilegateway.cache.store.RecentFailures;
import profilegateway.cache.store.SharedCache;
import profilegateway.config.CacheConfig;
import profilegateway.config.CallsMode;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileSource;
import profilegateway.profile.Timer;

/**
 * What every look-up goes by: copies in this process, those that somebody is bringing already, copies that all instances share,
 * and the next source. Shared by all event loops.
 *
 * @param shared null where nothing is shared
 * @param mode whether calls are made at all
 * @param random a number from 0 to 1, 1 excluded
 */
record CachePath(
    LocalCache local,
    DropFeed dropFeed,
    Flights flights,
    RecentFailures failures,
    @Nullable SharedCache shared,
    ProfileSource next,
    Merging merging,
    Lifetimes lifetimes,
    LookupAnswers answers,
    Filters filters,
    Supplier<CallsMode> mode,
    InstantSource clock,
    LongSupplier nanoTime,
    Timer timer,
    DoubleSupplier random,
    CacheEvents events) {

  static CachePath of(
      CacheConfig config,
      Exposure exposure,
      ProfileSource next,
      @Nullable SharedCache shared,
      Supplier<CallsMode> mode,
      InstantSource clock,
      LongSupplier nanoTime,
      Timer timer,
      DoubleSupplier random,
      CacheEvents events) {
    OptOut optOut = new OptOut(config.optedOut());
    Lifetimes lifetimes = new Lifetimes(config, optOut);
    Merging merging = new Merging(optOut);
    DropFeed dropFeed = new DropFeed(shared);
    return new CachePath(
        new LocalCache(config, merging, lifetimes, dropFeed, nanoTime),
        dropFeed,
        new Flights(),
        new RecentFailures(config, nanoTime),
        shared,
        next,
        merging,
        lifetimes,
        new LookupAnswers(lifetimes, optOut),
        new Filters(exposure, optOut),
        mode,
        clock,
        nanoTime,
        timer,
        random,
        events);
  }

  long now() {
    return nanoTime.getAsLong();
  }

  /** A fetch that starts now. */
  Fetch fetch() {
    return new Fetch(clock.instant(), now(), Fetch.LEAST_STRETCH + 0.2 * random.getAsDouble());
  }

  /** Tells what was found of parts of which {@code fresh} and {@code stale} serve at once. */
  void told(Level level, Known known, Parts wanted, Parts fresh, Parts stale) {
    Found found = Found.FRESH;
    if (known instanceof Known.Absent) {
      found = Found.ABSENT;
    } else if (known instanceof Known.Held held
        && filters.optOut().withholds(held.copies().head())) {
      found = Found.WITHHELD;
    }
    told(level, found, fresh);
    told(level, Found.STALE, stale);
    told(level, Found.MISSING, wanted.minus(fresh).minus(stale));
  }

  private void told(Level level, Found found, Parts parts) {
    if (!parts.isEmpty()) {
      events.looked(level, found, parts);
    }
  }
}
