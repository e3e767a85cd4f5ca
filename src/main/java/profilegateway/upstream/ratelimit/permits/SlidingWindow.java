package profilegateway.upstream.ratelimit.permits;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** Log of the latest grants, which tells how many more a rate allows. Times are of a monotonic clock, in nanoseconds. Not thread-safe. */
public final class SlidingWindow {
  private final int most;
  private final Deque<Long> latest = new ArrayDeque<>();

  /** A window for rates of up to {@code most} permits. */
  public SlidingWindow(int most) {
    this.most = most;
  }

  /** Records that {@code permits} were granted at {@code now}. */
  public void add(int permits, long now) {
    for (int added = 0; added < permits; added++) {
      latest.addLast(now);
    }
    while (latest.size() > most) {
      latest.removeFirst();
    }
  }

  /** Removes {@code permits} of those that were granted at {@code given}. */
  public void remove(int permits, long given) {
    for (int removed = 0; removed < permits; removed++) {
      var unused = latest.removeLastOccurrence(given);
    }
  }

  /** How many more permits may be granted at {@code now} if at most {@code permits} are allowed in {@code window}. */
  public int room(int permits, Duration window, long now) {
    int used = 0;
    for (Iterator<Long> newest = latest.descendingIterator(); newest.hasNext(); used++) {
      if (now - newest.next() >= window.toNanos()) {
        break;
      }
    }
    return Math.max(0, permits - used);
  }

  /** Time until one more permit may be granted; zero if it may be at {@code now}. */
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
