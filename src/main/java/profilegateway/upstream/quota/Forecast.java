package profilegateway.upstream.quota;

import java.time.Duration;
import profilegateway.profile.Lane;
import profilegateway.upstream.quota.permits.Brake;
import profilegateway.upstream.quota.permits.FleetQuota.Share;
import profilegateway.upstream.quota.permits.Permits;
import profilegateway.upstream.quota.permits.Permits.Outlook;

/** How long a newcomer would have to wait, as far as this instance can tell. Guarded by whoever owns the line. */
final class Forecast {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final WaitingLine line;
  private final Pace pace;
  private final Brake brake;
  private final Permits permits;

  Forecast(WaitingLine line, Pace pace, Brake brake, Permits permits) {
    this.line = line;
    this.pace = pace;
    this.brake = brake;
    this.permits = permits;
  }

  /** Whether the turn of {@code newcomer} may come in time; in doubt it may. */
  boolean allows(Waiter newcomer, long now) {
    Lane lane = newcomer.lane();
    Duration left = newcomer.left();
    if (left.isZero() || brake.coolDownLeft().compareTo(left) >= 0) {
      return false;
    }
    Outlook outlook = permits.outlook();
    double ahead = line.before(newcomer);
    // As long as nobody was denied, a whole second's permits may be there for the asking.
    double waiting = isDenied(lane, now) ? ahead : Math.max(0, ahead - outlook.aSecond());
    return wait(outlook, lane, waiting, now).compareTo(left) <= 0;
  }

  /** When to try again: no sooner than all who wait now, and one more, will have had their turn. */
  Duration retryAfter(Lane lane, Duration left, long now) {
    Duration pause = brake.coolDownLeft();
    boolean isPause = !pause.isZero() && pause.compareTo(left) >= 0;
    Duration honest = isPause ? pause : wait(permits.outlook(), lane, line.upTo(lane) + 1.0, now);
    Duration some = honest.compareTo(SHORTEST) < 0 ? SHORTEST : honest;
    return some.compareTo(LONGEST) > 0 ? LONGEST : some;
  }

  private Duration wait(Outlook outlook, Lane lane, double turns, long now) {
    double aSecond = outlook.isShared() && isDenied(lane, now)
        ? Math.min(outlook.aSecond(), pace.aSecond(share(lane), now))
        : outlook.aSecond();
    Duration pause = brake.coolDownLeft();
    return (pause.compareTo(outlook.pause()) > 0 ? pause : outlook.pause())
        .plusNanos((long) (turns / aSecond * 1e9));
  }

  private boolean isDenied(Lane lane, long now) {
    return pace.isDenied(Share.WHOLE, now) || pace.isDenied(share(lane), now);
  }

  private static Share share(Lane lane) {
    return lane == Lane.BACKGROUND ? Share.WITHOUT_RESERVE : Share.WHOLE;
  }
}
