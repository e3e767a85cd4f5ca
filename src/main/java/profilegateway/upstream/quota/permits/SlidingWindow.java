package profilegateway.upstream.quota.permits;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** When the latest permits were given, and so whether a rate leaves room for more. Guarded by whoever owns it. */
public final class SlidingWindow {
  private final int most;
  private final Deque<Long> latest = new ArrayDeque<>();

  /** For rates of up to {@code most} permits. */
  public SlidingWindow(int most) {
    this.most = most;
  }

  public void add(int permits, long now) {
    for (int added = 0; added < permits; added++) {
      latest.addLast(now);
    }
    while (latest.size() > most) {
      latest.removeFirst();
    }
  }

  /** Forgets some that were given at a moment. */
  public void remove(int permits, long given) {
    for (int removed = 0; removed < permits; removed++) {
      var unused = latest.removeLastOccurrence(given);
    }
  }

  /** How many more may be given now, when at most {@code permits} are allowed in {@code window}. */
  public int room(int permits, Duration window, long now) {
    int used = 0;
    for (Iterator<Long> newest = latest.descendingIterator(); newest.hasNext(); used++) {
      if (now - newest.next() >= window.toNanos()) {
        break;
      }
    }
    return Math.max(0, permits - used);
  }

  /** When there is room for one; zero when there is now. */
  public Duration untilRoom(int permits, Duration window, long now) {
    int number = 0;
    for (Iterator<Long> newest = latest.descendingIterator(); newest.hasNext(); ) {
      long given = newest.next();
      if (++number == permits) {
        return Duration.ofNanos(Math.max(0, given + window.toNanos() - now));
      }
    }
    return Duration.ZERO;
  }
}
