package profilegateway.cache;

import profilegateway.cache.copies.Known;
import profilegateway.cache.fetch.ReadReport;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileReference;

/**
 * What this process holds for one lookup.
 *
 * @param reference the profile that a known identity leads to; else the reference that was asked for
 * @param drops how many drops there were before it was read
 * @param now when it was read, as {@link profilegateway.cache.fetch.TimeSource#now}
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

  /** Whether entries answer the lookup. */
  boolean isComplete() {
    return wanted.minus(fresh).minus(stale).isEmpty();
  }

  void report(ReadReport report) {
    report.local(known, wanted, fresh, stale);
  }
}
