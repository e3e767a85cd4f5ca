package profilegateway.cache.fetch;

import profilegateway.cache.copies.Known;
import profilegateway.cache.copies.OptOut;
import profilegateway.profile.Parts;

/** Reports to {@link CacheEvents} what a cache level held. */
public record ReadReport(CacheEvents events, OptOut optOut) {

  /** Reports what this process held: parts of {@code wanted}, of which {@code fresh} and {@code stale} serve at once. */
  public void local(Known known, Parts wanted, Parts fresh, Parts stale) {
    report(CacheEvents.Level.LOCAL, known, wanted, fresh, stale);
  }

  /** Reports what the shared cache held, as {@link #local}. */
  void shared(Known known, Parts wanted, Parts fresh, Parts stale) {
    report(CacheEvents.Level.SHARED, known, wanted, fresh, stale);
  }

  private void report(
      CacheEvents.Level level, Known known, Parts wanted, Parts fresh, Parts stale) {
    CacheEvents.Found found = CacheEvents.Found.FRESH;
    if (known instanceof Known.Absent) {
      found = CacheEvents.Found.ABSENT;
    } else if (known instanceof Known.Held held
        && optOut.withholds(held.copies().head())) {
      found = CacheEvents.Found.WITHHELD;
    }
    report(level, found, fresh);
    report(level, CacheEvents.Found.STALE, stale);
    report(level, CacheEvents.Found.MISSING, wanted.minus(fresh).minus(stale));
  }

  private void report(CacheEvents.Level level, CacheEvents.Found found, Parts parts) {
    if (!parts.isEmpty()) {
      events.looked(level, found, parts);
    }
  }
}
