package profilegateway.cache.fetch;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.Known;
import profilegateway.cache.store.SharedCache;
import profilegateway.profile.Span;

/** Reads the shared cache in one round trip for all fetches that one operation starts. Confined to one event loop. */
public final class SharedReadBatch {
  /** The longest that an operation waits for the first reply of the shared cache. */
  public static final Duration LIMIT = Duration.ofMillis(50);

  private final @Nullable SharedCache shared;
  private final CacheEvents events;
  private final TimeSource time;
  private final long until;
  private final List<SharedCache.Query> queries = new ArrayList<>(1);
  private final List<Reader> readers = new ArrayList<>(1);
  private Span span = Span.NONE;

  SharedReadBatch(@Nullable SharedCache shared, CacheEvents events, TimeSource time, long until) {
    this.shared = shared;
    this.events = events;
    this.time = time;
    this.until = until;
  }

  /** Receives the result of a read for one fetch. */
  interface Reader {
    void read(Known held);

    void unreachable();
  }

  /** Time limit for the reply of the shared cache, in nanoseconds of the monotonic clock. */
  public long until() {
    return until;
  }

  void add(SharedCache.Query query, Span parent, Reader reader) {
    queries.add(query);
    readers.add(reader);
    // The fetches of a batch were started by one operation.
    span = parent;
  }

  /** Reads for all fetches that were added; each gets its reply on this event loop. */
  public void send() {
    if (shared == null || queries.isEmpty()) {
      return;
    }
    Duration limit = Duration.ofNanos(Math.max(0, until - time.now()));
    Future.succeededFuture()
        .compose(
            go -> span.around(Span.Work.SHARED_CACHE, "read", () -> shared.read(queries, limit)))
        .onComplete(
            held -> {
              for (int i = 0; i < held.size(); i++) {
                readers.get(i).read(held.get(i));
              }
            },
            failure -> {
              events.unreachable();
              readers.forEach(Reader::unreachable);
            });
  }
}
