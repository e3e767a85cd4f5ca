package profilegateway.cache;

import java.time.Duration;
import profilegateway.cache.copies.CopyState;
import profilegateway.cache.copies.Known;
import profilegateway.cache.fetch.CacheEvents;
import profilegateway.cache.fetch.FetchRules;
import profilegateway.cache.fetch.SingleFlight;
import profilegateway.cache.fetch.TimeSource;
import profilegateway.profile.Deadline;
import profilegateway.profile.Parts;

/** The collaborators that all lookups share. Shared by all event loops. */
record LookupTools(
    SingleFlight.Levels levels,
    SingleFlight fetches,
    FetchRules rules,
    LookupAssembler assembler,
    Refresher refresher,
    TimeSource time,
    CacheEvents events) {
  /** A lookup that has stale entries to fall back on waits for newer ones for at most this long. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Those of {@code wanted} without an entry that is at least as good as {@code least}. */
  Parts missing(CopyState least, Parts wanted, Known known) {
    return wanted.minus(rules.lifetimes().upTo(least, wanted, known, time.now()));
  }

  /** Until when a lookup waits for {@code parts}, in nanoseconds of the monotonic clock. */
  long deadline(Parts parts, Known known, Deadline operation) {
    boolean canFallBack = missing(CopyState.STALE_IF_ERROR, parts, known).isEmpty();
    long deadline = time.nanos(operation);
    long patience = time.now() + PATIENCE.toNanos();
    return canFallBack && deadline - patience > 0 ? patience : deadline;
  }
}
