package profilegateway.upstream.quota;

import java.util.EnumMap;
import java.util.Map;
import profilegateway.profile.Lane;

/** How many turns came, and how many were refused. Guarded by whoever owns it. */
final class Tally {
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
