package profilegateway.upstream.ratelimit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import profilegateway.upstream.ratelimit.permits.FleetQuota;
import profilegateway.upstream.ratelimit.permits.FleetQuota.Share;

/**
 * The rate at which this instance was granted permits while it wanted more. Times are of the monotonic clock, in nanoseconds. Mutable,
 * because there may be thousands of grants; not thread-safe: the owner guards it.
 */
final class GrantRate {
  /** Two whole windows, so that permits that are granted in bursts are counted fairly. */
  static final Duration LOOK_BACK = FleetQuota.WINDOW.multipliedBy(2);

  /** Oldest first. */
  private final Deque<Granted> grants = new ArrayDeque<>();

  private final Map<Share, Denied> denials = new EnumMap<>(Share.class);

  /**
   * Records an answer.
   *
   * @param permits number of permits that were granted
   * @param isStillWanted whether permits of the same share are still wanted
   */
  void answered(PermitRequest request, int permits, boolean isStillWanted, long now) {
    prune(now);
    if (permits > 0) {
      grants.addLast(new Granted(permits, now));
    }
    if (permits < request.permits()) {
      Denied before = denials.get(request.share());
      long since = before != null && before.isRecent(now) ? before.since : now;
      denials.put(request.share(), new Denied(since, now));
    } else if (!isStillWanted) {
      var unused = denials.remove(request.share());
    }
  }

  /** Forgets all answers: those before a cooldown do not predict those after it. */
  void forget() {
    grants.clear();
    denials.clear();
  }

  /** Whether permits of {@code share} were denied recently and are probably denied still. */
  boolean isDenied(Share share, long now) {
    Denied denied = denials.get(share);
    return denied != null && denied.isRecent(now);
  }

  /** Permits per second since permits of {@code share} are denied; counts as at least one permit, because there may always be one next. */
  double perSecond(Share share, long now) {
    int permits = grants.stream()
        .filter(grant -> grant.isRecent(now))
        .mapToInt(Granted::permits)
        .sum();
    Denied denied = denials.get(share);
    long span = denied == null ? 0 : Math.min(LOOK_BACK.toNanos(), now - denied.since);
    return Math.max(1, permits) * 1e9 / Math.max(1, span);
  }

  /** There may be thousands of grants: each is looked at once. */
  private void prune(long now) {
    for (Granted oldest = grants.peekFirst();
        oldest != null && !oldest.isRecent(now);
        oldest = grants.peekFirst()) {
      grants.removeFirst();
    }
  }

  private record Granted(int permits, long at) {
    boolean isRecent(long now) {
      return now - at < LOOK_BACK.toNanos();
    }
  }

  private record Denied(long since, long last) {

    /** An old denial says nothing about the next answer. */
    boolean isRecent(long now) {
      return now - last < LOOK_BACK.toNanos();
    }
  }
}
