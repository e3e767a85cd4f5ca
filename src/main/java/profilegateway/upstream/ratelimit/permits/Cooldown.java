package profilegateway.upstream.ratelimit.permits;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The cooldown, in which no call is made, and the slowdown, in which the rate of calls is halved, as far as this instance knows. Both
 * follow from a 429, of this instance or of another one. Shared by all event loops.
 */
public final class Cooldown {
  /** Age of the last cooldown at the start: it has no effect any more. */
  private static final Duration LONG_AGO = Duration.ofMinutes(1);

  private final LongSupplier nanoTime;
  private long end;
  private long slowUntil;

  /** Whether both times have passed. That is so nearly always, and saves reading the clock. */
  private boolean isAtRest = true;

  /** None yet; {@code nanoTime} as {@link System#nanoTime()}. */
  public Cooldown(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.end = nanoTime.getAsLong() - LONG_AGO.toNanos();
    this.slowUntil = end;
  }

  /** Starts a cooldown, or extends the present one if {@code pause} ends later. */
  public synchronized void coolDown(Duration pause) {
    if (pause.compareTo(left(end)) > 0) {
      end = nanoTime.getAsLong() + pause.toNanos();
      isAtRest = false;
    }
  }

  /** Starts a slowdown, or extends the present one if {@code time} ends later. */
  public synchronized void slowDown(Duration time) {
    if (time.compareTo(left(slowUntil)) > 0) {
      slowUntil = nanoTime.getAsLong() + time.toNanos();
      isAtRest = false;
    }
  }

  /** End of the latest cooldown, as {@link System#nanoTime()}; each new one ends later than those before. */
  public synchronized long end() {
    return end;
  }

  /** Time left of the cooldown; zero if there is none. */
  public synchronized Duration coolDownLeft() {
    return left(end);
  }

  /** Time left of the slowdown; zero if there is none. */
  public synchronized Duration slowDownLeft() {
    return left(slowUntil);
  }

  boolean isCooling() {
    return !coolDownLeft().isZero();
  }

  boolean isSlow() {
    return !slowDownLeft().isZero();
  }

  private Duration left(long moment) {
    if (isAtRest) {
      return Duration.ZERO;
    }
    long now = nanoTime.getAsLong();
    isAtRest = now - end >= 0 && now - slowUntil >= 0;
    return Duration.ofNanos(Math.max(0, moment - now));
  }
}
