package profilegateway.upstream;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Lets messages of each kind through once in a while, and counts those in between. Shared by all event loops. */
final class Seldom {
  private final LongSupplier nanoTime;
  private final Map<String, Told> kinds = new HashMap<>();

  Seldom(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Whether a message is due: the first of its kind is, and then one every {@code interval}.
   *
   * @return how many there were since the last one that was due, this one included; 0 when this one is not
   */
  synchronized int due(String kind, Duration interval) {
    long now = nanoTime.getAsLong();
    Told last = kinds.get(kind);
    if (last != null && now - last.at < interval.toNanos()) {
      last.since++;
      return 0;
    }
    kinds.put(kind, new Told(now));
    return last == null ? 1 : last.since + 1;
  }

  private static final class Told {
    private final long at;
    private int since;

    Told(long at) {
      this.at = at;
    }
  }
}
