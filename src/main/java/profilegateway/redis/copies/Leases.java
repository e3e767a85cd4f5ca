package profilegateway.redis.copies;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import profilegateway.cache.copies.Fetch;
import profilegateway.profile.Identity;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Profile;
import profilegateway.redis.copies.Fills.Ended;
import profilegateway.redis.link.RedisLink;
import profilegateway.redis.link.Script;

/** What becomes of leases: they are kept, and end with what was fetched, with a failure, or with nothing. Thread-safe. */
final class Leases {
  /** How long one lasts from when it was last kept, and a failure in its place. */
  static final Duration LASTING = Duration.ofSeconds(1);

  /**
   * By how much the clocks of two servers may differ. What was fetched counts as that much older where its lease lay on
   * another server: rather too old than newer than what dropped it.
   */
  private static final Duration SKEW = Duration.ofMillis(500);

  private static final Script KEEP = Script.named(Leases.class, "keep.lua");
  private static final Script END = Script.named(Leases.class, "end.lua");

  private final RedisLink link;
  private final Fills fills;
  private final Shelf shelf;
  private final long skewMillis;

  /** @param shelf where leases lie */
  Leases(RedisLink link, Fills fills, Shelf shelf, boolean isCluster) {
    this.link = link;
    this.fills = fills;
    this.shelf = shelf;
    this.skewMillis = isCluster ? SKEW.toMillis() : 0;
  }

  Future<Void> keep(RedisLease lease) {
    return KEEP.run(link, RedisLink.LIMIT, names(lease), lease.owner(), LASTING.toMillis())
        .mapEmpty();
  }

  /** @param failure what to leave in their place for a while; empty for nothing */
  Future<Void> end(RedisLease lease, String failure) {
    return lease.parts().isEmpty()
        ? Future.succeededFuture()
        : END.run(link, RedisLink.LIMIT, names(lease), lease.owner(), failure, LASTING.toMillis())
            .mapEmpty();
  }

  Future<Void> fill(RedisLease lease, Lookup fetched, Fetch fetch) {
    if (fetched instanceof Lookup.Found found) {
      return found(lease, found.profile(), fetch);
    }
    if (fetched instanceof Lookup.Failed failed) {
      return end(lease, FailureText.of(failed.failure()));
    }
    return fills.absent(lease.subject(), lease.asked(), lease.stamp(), fetch, ended(lease));
  }

  /** Leases that are another's are ended last: whoever waits for them must find what was written. */
  private Future<Void> found(RedisLease lease, Profile profile, Fetch fetch) {
    Mpid mpid = profile.head().mpid();
    if (lease.asked() instanceof Mpid && !lease.asked().equals(mpid)) {
      return end(lease, "");
    }
    long stamp = lease.stampFor(mpid, skewMillis);
    if (lease.subject().equals(mpid)) {
      return linked(lease, mpid, fetch)
          .compose(counts -> counts
              ? fills.found(profile, lease.asked(), stamp, fetch, ended(lease))
              : end(lease, ""));
    }
    return linked(lease, mpid, fetch)
        .compose(counts -> counts
            ? fills.found(profile, lease.asked(), stamp, fetch, Ended.NONE)
            : Future.succeededFuture())
        .eventually(() -> end(lease, ""));
  }

  /** Whether what was fetched by an identity counts; it does for whatever was not. */
  private Future<Boolean> linked(RedisLease lease, Mpid mpid, Fetch fetch) {
    return lease.asked() instanceof Identity identity
        ? fills.link(identity, mpid, lease.stampFor(identity, skewMillis), fetch)
        : Future.succeededFuture(true);
  }

  private Ended ended(RedisLease lease) {
    return new Ended(lease.owner(), names(lease));
  }

  private List<String> names(RedisLease lease) {
    return shelf.keys(lease.subject()).leases(lease.parts());
  }
}
