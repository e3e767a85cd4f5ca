package profilegateway.cache;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import profilegateway.cache.store.SharedCache;
import profilegateway.cache.store.SharedCache.Query;
import profilegateway.profile.Deadline;
import profilegateway.profile.Span;

/** Begins flights that were started together: what all instances share is read once for all of them. */
final class FlightBatch {
  /** The longest that an operation waits for what is shared to say its first word. */
  static final Duration LIMIT = Duration.ofMillis(50);

  /** So long is waited for each word after the first, even where that took nearly all of the time, or a call did. */
  private static final Duration SECOND_WORD = Duration.ofMillis(20);

  private FlightBatch() {}

  /** Begins them. {@code limit} is until when what is shared may be waited for. */
  static void start(CachePath path, List<Flight> flights, Deadline limit) {
    List<Flight> unread = new ArrayList<>(flights.size());
    for (Flight flight : flights) {
      if (flight.steps().begin()) {
        if (flight.steps().wasRead()) {
          flight.steps().claims().claim(flight.pending(), limit);
        } else {
          unread.add(flight);
        }
      }
    }
    if (!unread.isEmpty()) {
      read(path, unread, limit);
    }
  }

  /** Until when what is shared may be waited for by whoever has waited for something already. */
  static Deadline further(CachePath path, Deadline limit) {
    return limit.remaining().compareTo(SECOND_WORD) > 0
        ? limit
        : Deadline.after(SECOND_WORD, path.nanoTime());
  }

  private static void read(CachePath path, List<Flight> flights, Deadline limit) {
    SharedCache shared = path.shared();
    if (shared == null || limit.remaining().isZero()) {
      flights.forEach(flight -> flight.steps().unreadable());
      return;
    }
    List<Query> queries = flights.stream()
        .map(flight -> new Query(flight.reference(), flight.pending()))
        .toList();
    // Those that depart together were started by one operation.
    Span span = flights.get(0).steps().span();
    Future.succeededFuture()
        .compose(go -> span.around(
            Span.Work.SHARED_CACHE, "read", () -> shared.read(queries, limit.remaining())))
        .onComplete(
            held -> {
              Deadline rest = further(path, limit);
              for (int i = 0; i < held.size(); i++) {
                flights.get(i).steps().read(held.get(i), rest);
              }
            },
            failure -> {
              path.events().unreachable();
              flights.forEach(flight -> flight.steps().unreadable());
            });
  }
}
