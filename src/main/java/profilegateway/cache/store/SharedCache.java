package profilegateway.cache.store;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.Fetch;
import profilegateway.cache.copies.Known;
import profilegateway.profile.Identity;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.ProfileReference;

/**
 * What the instances of the gateway hold of profiles together. Thread-safe; a future comes back to the caller's event loop, and
 * fails when the cache cannot be reached in time, which is no reason to fail for whoever asks.
 */
public interface SharedCache {

  /** Parts of one profile that somebody wants. */
  record Query(ProfileReference reference, Parts parts) {}

  /**
   * Reads what is held, in one round trip for all of {@code queries}; in two where it is not known whose identity one is.
   *
   * @param limit the longest it takes
   * @return one for each query, in its order. A copy that cannot be read, is not whole, or is another's, is not held
   */
  Future<List<Known>> read(List<Query> queries, Duration limit);

  /**
   * Takes upon itself to fetch parts, but for those that somebody else holds or is fetching.
   *
   * @param query may be of no parts: its lease keeps nobody from anything, and can be filled
   * @param than copies that are not younger than this fetch are of no use; null when any is
   * @param yields whether nobody waits for the parts: a claim by somebody who does is granted all the same, as whoever
   *     fetches them may be far back in its line
   * @param limit the longest it takes
   */
  Future<Claim> claim(Query query, @Nullable Fetch than, boolean yields, Duration limit);

  /**
   * What became of a wish to fetch.
   *
   * @param known what is held by now, of parts that need no fetch
   * @param granted parts for the caller to fetch; empty when there are none
   * @param busy parts that another instance is fetching right now
   * @param failure why another instance failed to fetch any of the parts, a moment ago
   * @param lease to be given back when {@code granted} is not empty, by exactly one of its three ends
   */
  record Claim(
      Known known, Parts granted, Parts busy, Optional<ProfileFailure> failure, Lease lease) {}

  /** The right to fetch what was granted. It ends by itself a second after it was last kept. */
  interface Lease {

    /** Start of the fetch on the clock of the shared cache. All instances show it as the time of the entries. */
    Instant began();

    /** Keeps it a second from now. */
    Future<Void> keep();

    /**
     * Ends it with what was fetched, for all to use: found or absent. What was dropped since the lease was granted, or has been
     * replaced by a newer fetch, stays so.
     */
    Future<Void> fill(Lookup fetched, Fetch fetch);

    /** Ends it with why that failed: for a second nobody else tries. */
    Future<Void> failed(ProfileFailure failure);

    /** Ends it with nothing. */
    Future<Void> release();
  }

  /**
   * Whether this instance is told of what is dropped. While it is not, a copy in this process may be one that was dropped; whoever
   * can reach this cache asks it ({@link Known.Dropped}) before such a copy is used.
   */
  boolean hearsOfDrops();

  /** How often the instance was cut off from that: a copy that was made before the last time needs to be asked about. */
  int losses();

  /** Has {@code listener} told, on any thread, what must not be used from then on; with what this instance itself drops. */
  void onDrop(Consumer<ProfileReference> listener);

  /**
   * Drops what is held, here and in every instance.
   *
   * @return fails when the cache cannot be reached
   */
  Future<Purged> purge(Set<Mpid> mpids, Set<Identity> identities);

  /**
   * What a purge did.
   *
   * @param entries how many entries went from the shared cache
   * @param unlinked identities of which it is not known whose they are: what is held under an mpid stands
   * @param confirmed names of the instances that dropped what they held
   * @param silent names of the instances that did not say so in time
   */
  record Purged(int entries, Set<Identity> unlinked, List<String> confirmed, List<String> silent) {}
}
