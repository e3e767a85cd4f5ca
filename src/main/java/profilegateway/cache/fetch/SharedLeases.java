package profilegateway.cache.fetch;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.Known;
import profilegateway.cache.copies.Merging;
import profilegateway.cache.store.SharedCache;
import profilegateway.cache.store.SharedCache.Query;
import profilegateway.profile.Lookup;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileReference;
import profilegateway.profile.Span;

/** Takes and ends leases of the shared cache. Shared by all event loops. */
final class SharedLeases {
  private final @Nullable SharedCache shared;
  private final Merging merging;
  private final TimeSource time;

  SharedLeases(@Nullable SharedCache shared, Merging merging, TimeSource time) {
    this.shared = shared;
    this.merging = merging;
    this.time = time;
  }

  /** Claims parts; fails if the shared cache does not answer in time. */
  Future<SharedCache.Claim> claim(
      ProfileReference reference, FetchEffect.Claim claim, Span parent) {
    SharedCache cache = shared;
    return cache == null
        ? Future.failedFuture("no shared cache")
        : Future.succeededFuture()
            .compose(go -> parent.around(
                Span.Work.SHARED_CACHE,
                "claim",
                () -> cache.claim(
                    new Query(reference, claim.parts()),
                    claim.newerThan(),
                    claim.yields(),
                    claim.limit())));
  }

  /** Performs an effect on a lease that is held, or shares an opt-out. A failure is ignored: a lease expires by itself. */
  void perform(FetchEffect effect, Span parent) {
    if (effect instanceof FetchEffect.KeepLease keep) {
      var unused = keep.lease().keep();
    } else if (effect instanceof FetchEffect.Fill fill) {
      fill(fill, parent);
    } else if (effect instanceof FetchEffect.Fail fail) {
      fail(fail, parent);
    } else if (effect instanceof FetchEffect.Release release) {
      var unused = release.lease().release();
    } else {
      shareOptOut((FetchEffect.ShareOptOut) effect, parent);
    }
  }

  private void fill(FetchEffect.Fill fill, Span parent) {
    var unused = parent.around(
        Span.Work.SHARED_CACHE, "fill", () -> fill.lease().fill(fill.fetched(), fill.fetch()));
  }

  private void fail(FetchEffect.Fail fail, Span parent) {
    var unused =
        parent.around(Span.Work.SHARED_CACHE, "fail", () -> fail.lease().failed(fail.failure()));
  }

  /**
   * Shares an opt-out that was found without a lease. A claim of no parts yields the stamp of the opt-out, and shows whether the profile
   * was purged since the call started. After a purge the opt-out is not written: other instances hold nothing of the profile.
   */
  private void shareOptOut(FetchEffect.ShareOptOut optOut, Span parent) {
    SharedCache cache = shared;
    if (cache == null) {
      return;
    }
    Query nothing = new Query(optOut.profile().head().mpid(), Parts.NONE);
    var unused = parent.around(
        Span.Work.SHARED_CACHE,
        "fill",
        () -> cache
            .claim(nothing, null, true, SharedReadBatch.LIMIT)
            .compose(claim -> wasPurgedSince(optOut.started().nanos(), claim.known())
                ? claim.lease().release()
                : claim.lease().fill(new Lookup.Found(optOut.profile()), optOut.learned())));
  }

  private boolean wasPurgedSince(long nanos, Known known) {
    return known instanceof Known.Dropped && merging.ends(nanos, known, time.now());
  }
}
