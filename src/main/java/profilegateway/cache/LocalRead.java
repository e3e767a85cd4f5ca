package profilegateway.cache;

import profilegateway.cache.copies.Known;
import profilegateway.cache.fetch.ReadReport;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileReference;

/**
 * What this process holds for one lookup.
 *
 * @param reference the owner of the requested identity, if it is known; else the requested reference
 * @param drops value of {@link profilegateway.cache.fetch.SingleFlight#drops()} before the read
 * @param now time of the read, as {@link profilegateway.cache.fetch.TimeSource#now}
 * @param fresh those of {@code wanted} with a fresh entry
 * @param stale those of {@code wanted} with an entry that is served while it is refreshed
 */
record LocalRead(
    ProfileReference reference,
    Known known,
    int drops,
    long now,
    Parts wanted,
    Parts fresh,
    Parts stale) {

  /** Whether these entries answer the whole lookup. */
  boolean isComplete() {
    return wanted.minus(fresh).minus(stale).isEmpty();
  }

  void report(ReadReport report) {
    report.local(known, wanted, fresh, stale);
  }
}
