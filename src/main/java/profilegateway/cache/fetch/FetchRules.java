package profilegateway.cache.fetch;

import profilegateway.cache.copies.Filters;
import profilegateway.cache.copies.Lifetimes;
import profilegateway.cache.copies.Merging;
import profilegateway.cache.copies.OptOut;

/**
 * The rules that lookups and fetches follow; the same for all of them.
 *
 * @param filters what may be kept and served of a fetched profile
 * @param hasSharedCache whether the instances share a cache
 */
public record FetchRules(
    Merging merging, Lifetimes lifetimes, Filters filters, boolean hasSharedCache) {

  OptOut optOut() {
    return filters.optOut();
  }
}
