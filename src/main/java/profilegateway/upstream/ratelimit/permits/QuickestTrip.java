package profilegateway.upstream.ratelimit.permits;

import java.util.stream.LongStream;

/**
 * The shortest of the latest round trips to the fleet. That much of a permit's age is the same for all permits, and delays all calls
 * equally. If it counted, permits of a distant fleet would have expired when they arrive. Shared by all event loops.
 */
public final class QuickestTrip {
  /** Number of recent round trips: it is unlikely that all of so many were delayed. */
  public static final int TRIPS = 32;

  private final long[] latest = new long[TRIPS];
  private int next;

  /** Records a round trip, in nanoseconds. */
  synchronized void took(long nanos) {
    latest[next] = nanos;
    next = (next + 1) % TRIPS;
  }

  /** The shortest of the last {@link #TRIPS} round trips, in nanoseconds; zero until there were as many. */
  synchronized long nanos() {
    return LongStream.of(latest).min().orElse(0);
  }
}
