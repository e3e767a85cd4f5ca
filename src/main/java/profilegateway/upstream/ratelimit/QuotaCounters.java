package profilegateway.upstream.ratelimit;

import java.util.EnumMap;
import java.util.Map;
import profilegateway.profile.Lane;

/** Counts reservations that were granted, by lane, and those that were refused. Not thread-safe: the owner guards it. */
final class QuotaCounters {
  private final long[] granted = new long[Lane.values().length];
  private long refused;

  void granted(Lane lane) {
    granted[lane.number()]++;
  }

  void refused() {
    refused++;
  }

  Map<Lane, Long> granted() {
    Map<Lane, Long> all = new EnumMap<>(Lane.class);
    for (Lane lane : Lane.values()) {
      all.put(lane, granted[lane.number()]);
    }
    return all;
  }

  long refusals() {
    return refused;
  }
}
