package profilegateway.integration;

import java.time.Duration;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import profilegateway.testing.TestRedis;

/** When permits were granted by Redis's clock, as Redis wrote it down. Must look at least once a second. */
final class GrantHistory {
  private static final Pattern GRANT = Pattern.compile("(\\d{10,}) (\\d+) (\\d+)");

  private final TestRedis redis;
  private final TreeMap<Long, Integer> permits = new TreeMap<>();

  GrantHistory(TestRedis redis) {
    this.redis = redis;
  }

  void look() {
    for (String line : redis.lines("LRANGE", "pg:{1/2/3}:quota", "0", "-1")) {
      Matcher grant = GRANT.matcher(line);
      if (grant.matches()) {
        int count = Integer.parseInt(grant.group(3)) - Integer.parseInt(grant.group(2));
        permits.put(Long.parseLong(grant.group(1)), count);
      }
    }
  }

  int total() {
    return permits.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How many were granted in a span that begins with the first grant. */
  int first(Duration time) {
    return from(permits.firstKey(), time);
  }

  /** The most that was granted in any span of {@code window}. */
  int most(Duration window) {
    int most = 0;
    for (long start : permits.keySet()) {
      most = Math.max(most, from(start, window));
    }
    return most;
  }

  private int from(long start, Duration time) {
    long end = start + time.toNanos() / 1_000;
    return permits.subMap(start, end).values().stream()
        .mapToInt(Integer::intValue)
        .sum();
  }
}
