package profilegateway.cache.fetch;

import profilegateway.cache.copies.Known;
import profilegateway.profile.Lane;
import profilegateway.profile.Ledger;
import profilegateway.profile.Span;

/**
 * The input of a new fetch.
 *
 * @param known what is known about the profile, with no invalidation missed
 * @param drops value of {@link SingleFlight#drops()} when {@code known} was read
 * @param isSharedRead whether the shared cache was read already
 * @param lane priority of the calls
 * @param deadline when the lookup stops waiting, in nanoseconds of the monotonic clock
 * @param ledger receives the cost of the fetch
 * @param span parent of the spans of the fetch
 */
public record FetchStart(
    Known known,
    int drops,
    boolean isSharedRead,
    Lane lane,
    long deadline,
    Ledger ledger,
    Span span) {

  FetchStart with(Known newest) {
    return new FetchStart(newest, drops, isSharedRead, lane, deadline, ledger, span);
  }
}
