package profilegateway.cache;

import java.time.InstantSource;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.CacheEvents.Found;
import profilegateway.cache.CacheEvents.Level;
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
    Touch touch,
    Flights flights,
    Failures failures,
    @Nullable SharedCache shared,
    ProfileSource next,
    Knowledge knowledge,
    Lifetimes lifetimes,
    Answers answers,
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
    Knowledge knowledge = new Knowledge(optOut);
    Touch touch = new Touch(shared);
    return new CachePath(
        new LocalCache(config, knowledge, lifetimes, touch, nanoTime),
        touch,
        new Flights(),
        new Failures(config, nanoTime),
        shared,
        next,
        knowledge,
        lifetimes,
        new Answers(lifetimes, optOut),
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
    return new Fetch(clock.instant(), now(), 0.9 + 0.2 * random.getAsDouble());
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
