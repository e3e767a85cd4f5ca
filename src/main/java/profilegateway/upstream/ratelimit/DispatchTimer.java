package profilegateway.upstream.ratelimit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Timer;

/**
 * The timer for the next request. The effects of two steps may be performed in either order, so timers are numbered in the order of the
 * steps: a higher number replaces a lower one, and a timer that is cancelled before it is set is never set. Shared by all event loops.
 */
final class DispatchTimer {
  private final Timer timer;

  /** The highest number that was set or cancelled. */
  private long latest;

  private Timer.@Nullable Alarm alarm;

  DispatchTimer(Timer timer) {
    this.timer = timer;
  }

  /** Runs {@code then} once, {@code delay} from now, unless {@code number} was replaced or cancelled. */
  synchronized void set(long number, Duration delay, Runnable then) {
    if (number > latest) {
      latest = number;
      cancelAlarm();
      alarm = timer.after(delay, then);
    }
  }

  /** Cancels timer {@code number} and those before it. */
  synchronized void cancel(long number) {
    if (number >= latest) {
      latest = number;
      cancelAlarm();
    }
  }

  private void cancelAlarm() {
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
  }
}
