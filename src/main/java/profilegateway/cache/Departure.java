package profilegateway.cache;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import profilegateway.cache.SharedCache.Query;
import profilegateway.profile.Deadline;

/** Has flights depart that were started together: what all instances share is read once for all of them. */
final class Departure {
  /** The longest that one operation waits for what is shared, in all. */
  static final Duration LIMIT = Duration.ofMillis(50);

  /** Who has just answered is given so long for the next answer, even where the first one took nearly all of the time. */
  private static final Duration SECOND_WORD = Duration.ofMillis(20);

  private Departure() {}

  /** Has them depart. {@code limit} is until when what is shared may be waited for. */
  static void of(CachePath path, List<Flight> flights, Deadline limit) {
    List<Flight> unread = new ArrayList<>(flights.size());
    for (Flight flight : flights) {
      if (flight.journey().depart()) {
        if (flight.journey().wasRead()) {
          flight.journey().claims().claim(flight.inAir(), limit);
        } else {
          unread.add(flight);
        }
      }
    }
    if (!unread.isEmpty()) {
      read(path, unread, limit);
    }
  }

  private static void read(CachePath path, List<Flight> flights, Deadline limit) {
    SharedCache shared = path.shared();
    if (shared == null || limit.remaining().isZero()) {
      flights.forEach(flight -> flight.journey().unreadable());
      return;
    }
    List<Query> queries = flights.stream()
        .map(flight -> new Query(flight.reference(), flight.inAir()))
        .toList();
    Future.succeededFuture()
        .compose(go -> shared.read(queries, limit.remaining()))
        .onComplete(
            held -> {
              Deadline rest = limit.remaining().compareTo(SECOND_WORD) > 0
                  ? limit
                  : Deadline.after(SECOND_WORD, path.nanoTime());
              for (int i = 0; i < held.size(); i++) {
                flights.get(i).journey().read(held.get(i), rest);
              }
            },
            failure -> {
              path.events().unreachable();
              flights.forEach(flight -> flight.journey().unreadable());
            });
  }
}
