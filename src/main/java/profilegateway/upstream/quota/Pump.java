package profilegateway.upstream.quota;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.AtOnce;
import profilegateway.profile.Timer;
import profilegateway.upstream.quota.permits.Brake;
import profilegateway.upstream.quota.permits.FleetQuota.Share;
import profilegateway.upstream.quota.permits.Permits;
import profilegateway.upstream.quota.permits.Permits.Taken;

/**
 * Asks for permits as long as somebody waits: one question at a time, and none while the answer to the last one still
 * holds. Shared by all event loops.
 */
final class Pump {
  /** Nobody is asked again sooner. */
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final WaitingRoom room;
  private final Permits permits;
  private final Brake brake;
  private final Timer timer;

  private boolean asking;
  private @Nullable Sleep sleep;

  Pump(WaitingRoom room, Permits permits, Brake brake, Timer timer) {
    this.room = room;
    this.permits = permits;
    this.brake = brake;
    this.timer = timer;
  }

  /** A loop rather than a recursion: answers that are there at once may be many. */
  void run() {
    Want want = next();
    while (want != null) {
      Want asked = want;
      Future<Taken> answer =
          AtOnce.compose(permits.take(want.permits(), want.share()), Taken::unlessLate);
      if (!answer.isComplete()) {
        answer.onComplete(later -> {
          receive(asked, later);
          run();
        });
        return;
      }
      receive(asked, answer);
      want = next();
    }
  }

  /** Asks again although the last answer still holds: there may be more than it said. */
  void wakeUp() {
    synchronized (this) {
      wake();
    }
    run();
  }

  private synchronized @Nullable Want next() {
    Want want = asking ? null : room.wanted();
    if (want == null || (sleep != null && !want.mayBeHadDespite(sleep.denied))) {
      return null;
    }
    int most = brake.most();
    if (most == 0) {
      sleep(brake.stopLeft(), Share.WHOLE);
      return null;
    }
    wake();
    asking = true;
    return want.atMost(most);
  }

  private void receive(Want want, AsyncResult<Taken> answer) {
    Taken taken = answer.succeeded() ? answer.result() : Taken.none(Duration.ofSeconds(1));
    brake.coolDown(taken.coolDown());
    room.hand(want, taken).forEach(Runnable::run);
    synchronized (this) {
      asking = false;
      if (taken.permits() < want.permits()) {
        sleep(rest(taken.askAgain()), want.share());
      }
    }
  }

  /** What becomes free goes to whoever asks first, and that should be where somebody has waited longest. */
  private Duration rest(Duration askAgain) {
    Duration rest = askAgain.compareTo(SHORTEST) < 0 ? SHORTEST : askAgain;
    return permits.outlook().isShared() ? rest.plus(room.courtesy(rest)) : rest;
  }

  private void sleep(Duration time, Share denied) {
    wake();
    Sleep started = new Sleep(denied);
    started.alarm = timer.after(time, () -> wokenBy(started));
    sleep = started;
  }

  private void wake() {
    if (sleep != null && sleep.alarm != null) {
      sleep.alarm.cancel();
    }
    sleep = null;
  }

  private void wokenBy(Sleep over) {
    synchronized (this) {
      if (sleep != over) {
        return;
      }
      sleep = null;
    }
    run();
  }

  /** Until it ends, what was denied need not be asked for. */
  private static final class Sleep {
    private final Share denied;
    private Timer.@Nullable Alarm alarm;

    Sleep(Share denied) {
      this.denied = denied;
    }
  }
}
