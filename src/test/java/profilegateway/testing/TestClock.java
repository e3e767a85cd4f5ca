package profilegateway.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test sets forward. */
public final class TestClock implements InstantSource {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private volatile Duration passed = Duration.ZERO;

  public synchronized void pass(Duration time) {
    passed = passed.plus(time);
  }

  @Override
  public Instant instant() {
    return START.plus(passed);
  }

  /** As {@link System#nanoTime()}; it overflows while the clock runs, as that may. */
  public long nanoTime() {
    return Long.MAX_VALUE - 1_000_000 + passed.toNanos();
  }
}
