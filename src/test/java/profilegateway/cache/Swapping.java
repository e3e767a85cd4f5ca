package profilegateway.cache;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.Fetch;
import profilegateway.cache.copies.Known;
import profilegateway.cache.store.SharedCache;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;
import profilegateway.profile.ProfileReference;

/** Tells of Ben whoever is asked for. */
record Swapping(SharedCache actual) implements SharedCache {

  private static Query swapped(Query query) {
    return new Query(People.BEN, query.parts());
  }

  @Override
  public Future<List<Known>> read(List<Query> queries, Duration limit) {
    return actual.read(queries.stream().map(Swapping::swapped).toList(), limit);
  }

  @Override
  public Future<Claim> claim(Query query, @Nullable Fetch than, boolean yields, Duration limit) {
    return actual
        .claim(swapped(query), null, yields, limit)
        .map(claim ->
            new Claim(claim.known(), query.parts(), claim.busy(), claim.failure(), claim.lease()));
  }

  @Override
  public boolean hearsOfDrops() {
    return actual.hearsOfDrops();
  }

  @Override
  public int losses() {
    return actual.losses();
  }

  @Override
  public void onDrop(Consumer<ProfileReference> listener) {
    actual.onDrop(listener);
  }

  @Override
  public Future<Purged> purge(Set<Mpid> mpids, Set<Identity> identities) {
    return actual.purge(mpids, identities);
  }
}
