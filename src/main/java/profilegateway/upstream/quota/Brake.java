package profilegateway.upstream.quota;

import java.time.Duration;
import java.util.function.LongSupplier;

/** What this instance knows of pauses and slow times, whether or not the others can be told. Shared by all event loops. */
final class Brake {
  private final LongSupplier nanoTime;
  private long cooledDown;
  private long upToSpeed;

  Brake(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.cooledDown = nanoTime.getAsLong();
    this.upToSpeed = cooledDown;
  }

  /** No call for so long; the longer of several pauses holds. */
  synchronized void coolDown(Duration pause) {
    cooledDown = later(cooledDown, pause);
  }

  /** Half the calls for so long; the longer of several times holds. */
  synchronized void slowDown(Duration time) {
    upToSpeed = later(upToSpeed, time);
  }

  synchronized Duration coolDownLeft() {
    return left(cooledDown);
  }

  synchronized Duration slowDownLeft() {
    return left(upToSpeed);
  }

  boolean isCooling() {
    return !coolDownLeft().isZero();
  }

  boolean isSlow() {
    return !slowDownLeft().isZero();
  }

  /** A moment long past is moved up to now, so that none is ever too far away to be compared. */
  private long later(long moment, Duration time) {
    Duration longer = time.compareTo(left(moment)) > 0 ? time : left(moment);
    return nanoTime.getAsLong() + longer.toNanos();
  }

  private Duration left(long moment) {
    return Duration.ofNanos(Math.max(0, moment - nanoTime.getAsLong()));
  }
}
