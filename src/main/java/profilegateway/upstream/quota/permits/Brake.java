package profilegateway.upstream.quota.permits;

import java.time.Duration;
import java.util.function.LongSupplier;

/** What this instance knows of pauses and slow times, whether or not the others can be told. Shared by all event loops. */
public final class Brake {
  /**
   * After a pause one call goes ahead of the others for so long: were it too short, all who waited would find that out
   * at once, and make an unwell API worse. Most answers, and all refusals, are there by then.
   */
  public static final Duration SETTLING = Duration.ofMillis(300);

  /** Whoever waits for the end of a pause is awake by then, on a machine that has other things to do as well. */
  private static final Duration LONGEST_AWAKENING = Duration.ofSeconds(1);

  private final LongSupplier nanoTime;
  private long cooledDown;
  private long settled;
  private boolean isOneAhead;
  private long upToSpeed;

  /** None of these times is to come. That is so nearly always, and then nobody need know what time it is. */
  private boolean isAtRest = true;

  public Brake(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.cooledDown = nanoTime.getAsLong();
    this.settled = cooledDown;
    this.upToSpeed = cooledDown;
  }

  /** No call for so long; the longer of several pauses holds. */
  public synchronized void coolDown(Duration pause) {
    if (pause.compareTo(left(cooledDown)) > 0) {
      cooledDown = nanoTime.getAsLong() + pause.toNanos();
      settled = cooledDown + LONGEST_AWAKENING.toNanos();
      isOneAhead = false;
      isAtRest = false;
    }
  }

  /** Half the calls for so long; the longer of several times holds. */
  public synchronized void slowDown(Duration time) {
    if (time.compareTo(left(upToSpeed)) > 0) {
      upToSpeed = nanoTime.getAsLong() + time.toNanos();
      isAtRest = false;
    }
  }

  public synchronized Duration coolDownLeft() {
    return left(cooledDown);
  }

  /** How many may call now. */
  public synchronized int most() {
    if (isCooling()) {
      return 0;
    }
    if (left(settled).isZero()) {
      return Integer.MAX_VALUE;
    }
    return isOneAhead ? 0 : 1;
  }

  /** When {@link #most} is 0, the time until it is not. */
  public synchronized Duration stopLeft() {
    return isCooling() ? coolDownLeft() : left(settled);
  }

  /** Somebody calls now. */
  public synchronized void calls() {
    if (!isOneAhead && !left(settled).isZero()) {
      settled = nanoTime.getAsLong() + SETTLING.toNanos();
    }
    isOneAhead = true;
  }

  public synchronized Duration slowDownLeft() {
    return left(upToSpeed);
  }

  public boolean isCooling() {
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
    isAtRest = now - cooledDown >= 0 && now - settled >= 0 && now - upToSpeed >= 0;
    return Duration.ofNanos(Math.max(0, moment - now));
  }
}
