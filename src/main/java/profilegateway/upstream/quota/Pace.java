package profilegateway.upstream.quota;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import profilegateway.upstream.quota.permits.FleetQuota;
import profilegateway.upstream.quota.permits.FleetQuota.Share;

/** How fast this instance has been given permits while it wanted more of them. Guarded by whoever owns it. */
final class Pace {
  /** Two whole windows, so that permits which come in bursts are counted fairly. */
  static final Duration LOOK_BACK = FleetQuota.WINDOW.multipliedBy(2);

  private final Deque<Given> given = new ArrayDeque<>();
  private final Map<Share, Denied> denied = new EnumMap<>(Share.class);

  /** Tells what came of a question, and whether somebody still waits for the same. */
  void answered(Want want, int permits, boolean stillWanted, long now) {
    prune(now);
    if (permits > 0) {
      given.addLast(new Given(permits, now));
    }
    if (permits < want.permits()) {
      Denied before = denied.get(want.share());
      denied.put(
          want.share(), new Denied(before != null && before.isOf(now) ? before.since : now, now));
    } else if (!stillWanted) {
      var unused = denied.remove(want.share());
    }
  }

  /** Forgets what was: after a pause it says nothing about what will be. */
  void forget() {
    given.clear();
    denied.clear();
  }

  boolean isDenied(Share share, long now) {
    Denied times = denied.get(share);
    return times != null && times.isOf(now);
  }

  /** Permits a second while denied; never zero, since there may always be one next. */
  double aSecond(Share share, long now) {
    prune(now);
    int permits = given.stream().mapToInt(Given::permits).sum();
    Denied times = denied.get(share);
    long span = times == null ? 0 : Math.min(LOOK_BACK.toNanos(), now - times.since);
    return Math.max(1, permits) * 1e9 / Math.max(1, span);
  }

  /** They are in their order, and may be thousands: each is looked at once. */
  private void prune(long now) {
    for (Given oldest = given.peekFirst();
        oldest != null && now - oldest.at >= LOOK_BACK.toNanos();
        oldest = given.peekFirst()) {
      given.removeFirst();
    }
  }

  private record Given(int permits, long at) {}

  private record Denied(long since, long last) {

    /** A denial of long ago says nothing any more. */
    boolean isOf(long now) {
      return now - last < LOOK_BACK.toNanos();
    }
  }
}
