package profilegateway;

import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.LocalDrop;
import profilegateway.cache.store.SharedCache;
import profilegateway.http.Purge;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;

/** Drops copies in this process, and in whatever all instances share. */
final class FleetPurge implements Purge {
  private static final List<String> THIS_ALONE = List.of("this instance");

  /** Drops copies in this process, at once. */
  interface Here {
    LocalDrop drop(Set<Mpid> mpids, Set<Identity> identities);
  }

  private final Here here;
  private final @Nullable SharedCache shared;
  private final boolean othersHoldTheirOwn;

  /**
   * @param shared null where instances share no copies
   * @param othersHoldTheirOwn whether there are instances with copies in their processes
   */
  FleetPurge(Here here, @Nullable SharedCache shared, boolean othersHoldTheirOwn) {
    this.here = here;
    this.shared = shared;
    this.othersHoldTheirOwn = othersHoldTheirOwn;
  }

  @Override
  public Future<Purged> purge(Set<Mpid> mpids, Set<Identity> identities) {
    LocalDrop gone = here.drop(mpids, identities);
    Set<Identity> unlinked = new HashSet<>(identities);
    unlinked.removeAll(gone.links().keySet());
    if (shared == null) {
      Outcome outcome = othersHoldTheirOwn ? Outcome.OTHERS_NOT_REACHED : Outcome.COMPLETE;
      return Future.succeededFuture(alone(outcome, gone, unlinked));
    }
    // Whose an identity is may be known to this process alone.
    Set<Mpid> linked = new HashSet<>(mpids);
    linked.addAll(gone.links().values());
    return shared
        .purge(linked, identities)
        .map(purged -> together(gone, unlinked, purged))
        .otherwise(away -> alone(Outcome.REDIS_AWAY, gone, unlinked));
  }

  private static Purged alone(Outcome outcome, LocalDrop gone, Set<Identity> unlinked) {
    return new Purged(outcome, gone.entries(), unlinked, THIS_ALONE, List.of());
  }

  private static Purged together(
      LocalDrop gone, Set<Identity> unlinked, SharedCache.Purged purged) {
    unlinked.retainAll(purged.unlinked());
    return new Purged(
        purged.silent().isEmpty() ? Outcome.COMPLETE : Outcome.INSTANCES_SILENT,
        gone.entries() + purged.entries(),
        unlinked,
        purged.confirmed(),
        purged.silent());
  }
}
