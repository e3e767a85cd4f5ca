package profilegateway.upstream.quota;

import java.util.EnumMap;
import java.util.Map;
import profilegateway.profile.Lane;

/** How many turns came, and how many were refused. Guarded by whoever owns it. */
final class Tally {
  private final Map<Lane, Long> granted = new EnumMap<>(Lane.class);
  private long refused;

  Tally() {
    for (Lane lane : Lane.values()) {
      granted.put(lane, 0L);
    }
  }

  void granted(Lane lane) {
    granted.merge(lane, 1L, Long::sum);
  }

  void refused() {
    refused++;
  }

  Map<Lane, Long> granted() {
    return Map.copyOf(granted);
  }

  long refusals() {
    return refused;
  }
}
