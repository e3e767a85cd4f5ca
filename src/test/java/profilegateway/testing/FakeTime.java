package profilegateway.testing;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import profilegateway.profile.Deadline;
import profilegateway.profile.Timer;

/** Time that passes when a test says so; what is due is done in order, each at its own moment. */
public final class FakeTime implements Timer {
  private final Queue<Due> due =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::number));
  private long passed;
  private long number;

  /** As {@link System#nanoTime()}; it overflows while the clock runs, as that may. */
  public long nanoTime() {
    return Long.MAX_VALUE - 1_000_000 + passed;
  }

  public Duration passed() {
    return Duration.ofNanos(passed);
  }

  public long millis() {
    return passed().toMillis();
  }

  public Deadline deadline(Duration time) {
    return Deadline.after(time, this::nanoTime);
  }

  /** How much is still to be done later. */
  public int alarms() {
    return due.size();
  }

  @Override
  public Alarm after(Duration time, Runnable then) {
    Due added = new Due(passed + Math.max(0, time.toNanos()), number++, then);
    due.add(added);
    return () -> {
      var unused = due.remove(added);
    };
  }

  public void pass(Duration time) {
    long end = passed + time.toNanos();
    for (Due next = due.peek(); next != null && next.at <= end; next = due.peek()) {
      due.remove();
      passed = next.at;
      next.then.run();
    }
    passed = end;
  }

  public void passMillis(long millis) {
    pass(Duration.ofMillis(millis));
  }

  private record Due(long at, long number, Runnable then) {}
}
