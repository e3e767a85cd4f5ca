package profilegateway.upstream.quota;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Lane;
import profilegateway.upstream.quota.permits.Brake;
import profilegateway.upstream.quota.permits.Permit;
import profilegateway.upstream.quota.permits.Permits;
import profilegateway.upstream.quota.permits.Permits.Taken;

/**
 * Who is let in to wait, and what becomes of them. Shared by all event loops; decisions are handed out to be carried out
 * outside of its lock.
 */
final class WaitingRoom {
  private final Brake brake;
  private final LongSupplier nanoTime;
  private final WaitingLine line = new WaitingLine();
  private final Pace pace = new Pace();
  private final Tally tally = new Tally();
  private final Forecast forecast;

  WaitingRoom(Permits permits, Brake brake, LongSupplier nanoTime) {
    this.brake = brake;
    this.nanoTime = nanoTime;
    this.forecast = new Forecast(line, pace, brake, permits);
  }

  /** Lets {@code waiter} in, unless it would wait in vain: then says when to try again. */
  synchronized @Nullable Duration enter(Waiter waiter) {
    if (line.size() >= Permits.MOST || !forecast.allows(waiter, now())) {
      return refusal(waiter);
    }
    line.add(waiter);
    return null;
  }

  /** False when it does not wait any more. */
  synchronized boolean leave(Waiter waiter) {
    return line.remove(waiter);
  }

  /** Takes out {@code waiter} at its deadline, and says when to try again; null when it does not wait any more. */
  synchronized @Nullable Duration expire(Waiter waiter) {
    return line.remove(waiter) ? refusal(waiter) : null;
  }

  /** How much longer than {@code rest} from now to leave it to other instances to ask. */
  synchronized Duration courtesy(Duration rest) {
    return line.courtesy(now() + rest.toNanos());
  }

  /** What to ask for; null when nobody waits. */
  synchronized @Nullable Want wanted() {
    return line.wanted(now());
  }

  /**
   * Gives what was taken to whose turn it is now. Permits that nobody wants any more are given back, for one that is
   * kept would be used in a second that it was not granted for; so are those that come during a pause.
   */
  synchronized List<Runnable> hand(Want want, Taken taken) {
    if (brake.isCooling()) {
      List<Runnable> decisions = coolDown();
      decisions.add(giveBack(taken.permits(), taken.each()));
      return decisions;
    }
    List<Runnable> decisions = new ArrayList<>();
    int may = Math.min(taken.permits(), brake.most());
    if (may < taken.permits()) {
      decisions.add(giveBack(taken.permits() - may, taken.each()));
    }
    for (int left = may; left > 0; ) {
      Waiter next = line.next(now());
      if (next == null) {
        decisions.add(giveBack(left, taken.each()));
        break;
      }
      if (next.left().isZero()) {
        Duration retryAfter = refusal(next);
        decisions.add(() -> next.refuse(retryAfter));
        continue;
      }
      brake.calls();
      tally.granted(next.lane());
      decisions.add(() -> next.grant(taken.each()));
      left--;
    }
    Want still = line.wanted(now());
    boolean stillWanted = still != null && still.share() == want.share();
    pace.answered(want, taken.permits(), stillWanted, now());
    return decisions;
  }

  private static Runnable giveBack(int permits, Permit unwanted) {
    return () -> {
      var unused = unwanted.giveBack(permits);
    };
  }

  /** Turns away all whose deadline comes before the end of the pause. */
  synchronized List<Runnable> coolDown() {
    pace.forget();
    List<Runnable> decisions = new ArrayList<>();
    Duration pause = brake.coolDownLeft();
    for (Waiter hopeless : line.removeAll(waiter -> pause.compareTo(waiter.left()) >= 0)) {
      Duration retryAfter = refusal(hopeless);
      decisions.add(() -> hopeless.refuse(retryAfter));
    }
    return decisions;
  }

  synchronized QuotaState state(OptionalInt left, boolean isOnFallback) {
    Map<Lane, Integer> waiting = new EnumMap<>(Lane.class);
    for (Lane lane : Lane.values()) {
      waiting.put(lane, line.size(lane));
    }
    return new QuotaState(
        waiting,
        tally.granted(),
        tally.refusals(),
        brake.coolDownLeft(),
        brake.slowDownLeft(),
        left,
        isOnFallback);
  }

  /** When somebody should try again who has only so long left. */
  synchronized Duration retryAfter(Lane lane, Duration left) {
    return forecast.retryAfter(lane, left, now());
  }

  private Duration refusal(Waiter waiter) {
    tally.refused();
    return retryAfter(waiter.lane(), waiter.left());
  }

  private long now() {
    return nanoTime.getAsLong();
  }
}
