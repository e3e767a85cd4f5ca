package profilegateway.integration;

import java.time.Duration;
import java.util.TreeMap;
import profilegateway.upstream.ratelimit.permits.FleetQuota.Grant;

/** When permits were granted, by Redis's clock. Thread-safe. */
final class GrantHistory {
  private final TreeMap<Long, Integer> permits = new TreeMap<>();

  synchronized void add(Grant grant) {
    permits.merge(grant.at(), grant.permits(), Integer::sum);
  }

  synchronized int total() {
    return permits.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The most that was granted in any span of {@code window}. */
  synchronized int most(Duration window) {
    int most = 0;
    for (long start : permits.keySet()) {
      long end = start + window.toNanos() / 1_000;
      most = Math.max(
          most,
          permits.subMap(start, end).values().stream()
              .mapToInt(Integer::intValue)
              .sum());
    }
    return most;
  }
}
