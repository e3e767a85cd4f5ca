package profilegateway.upstream.quota.permits;

import java.util.stream.LongStream;

/**
 * How long a question to the fleet and its answer are on their way at least. So much of a permit's age is the same for
 * all, and crowds nobody; where the fleet is far away, permits would else be late as soon as they come. Shared by all
 * event loops.
 */
public final class QuickestTrip {
  /** So many in a row are not all held up. */
  public static final int TRIPS = 32;

  private final long[] latest = new long[TRIPS];
  private int next;

  /** Tells of a trip. */
  synchronized void took(long nanos) {
    latest[next] = nanos;
    next = (next + 1) % TRIPS;
  }

  /** The quickest of late, in nanoseconds; zero until enough are known. */
  synchronized long nanos() {
    return LongStream.of(latest).min().orElse(0);
  }
}
