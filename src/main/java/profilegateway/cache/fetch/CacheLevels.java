package profilegateway.cache.fetch;

import org.jspecify.annotations.Nullable;
import profilegateway.cache.store.DropFeed;
import profilegateway.cache.store.LocalCache;
import profilegateway.cache.store.RecentFailures;
import profilegateway.cache.store.SharedCache;

/**
 * Where entries and failures are held.
 *
 * @param shared null if the instances share no cache
 */
public record CacheLevels(
    LocalCache local,
    RecentFailures failures,
    DropFeed dropFeed,
    @Nullable SharedCache shared) {}
