package profilegateway.sandbox.traffic;

/**
 * What happened within the last second, exactly: an event leaves the window one second after it came. Confined to one event loop.
 */
public final class SlidingSecond {
  private static final long SECOND = 1_000_000_000L;

  private long[] times = new long[64];
  private int oldest;
  private int size;

  /** Counts an event at {@code now}, in nanoseconds of a clock that never goes back. */
  public void add(long now) {
    forget(now);
    if (size == times.length) {
      grow();
    }
    times[(oldest + size) % times.length] = now;
    size++;
  }

  /** How many events lie less than a second before {@code now}. */
  public int count(long now) {
    forget(now);
    return size;
  }

  private void forget(long now) {
    while (size > 0 && now - times[oldest] >= SECOND) {
      oldest = (oldest + 1) % times.length;
      size--;
    }
  }

  private void grow() {
    long[] larger = new long[times.length * 2];
    for (int i = 0; i < size; i++) {
      larger[i] = times[(oldest + i) % times.length];
    }
    times = larger;
    oldest = 0;
  }
}
