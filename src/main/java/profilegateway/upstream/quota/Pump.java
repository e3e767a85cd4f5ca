package profilegateway.upstream.quota;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Timer;
import profilegateway.upstream.quota.FleetQuota.Grant;
import profilegateway.upstream.quota.FleetQuota.Share;

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
      Future<Grant> answer = permits.take(want.permits(), want.share());
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

  private synchronized @Nullable Want next() {
    Want want = asking ? null : room.wanted();
    if (want == null || (sleep != null && !want.mayBeHadDespite(sleep.denied))) {
      return null;
    }
    if (brake.isCooling()) {
      sleep(brake.coolDownLeft(), Share.WHOLE);
      return null;
    }
    wake();
    asking = true;
    return want;
  }

  private void receive(Want want, AsyncResult<Grant> answer) {
    Grant grant = answer.succeeded() ? answer.result() : Permits.none(Duration.ofSeconds(1));
    brake.coolDown(grant.coolDown());
    room.hand(want, grant).forEach(Runnable::run);
    synchronized (this) {
      asking = false;
      if (grant.permits() < want.permits()) {
        Duration askAgain = grant.askAgain();
        sleep(askAgain.compareTo(SHORTEST) < 0 ? SHORTEST : askAgain, want.share());
      }
    }
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
