package profilegateway.upstream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import profilegateway.testing.TestClock;

/** Pauses that end when a test lets the time pass, each at its own moment. */
final class FakePauses {
  private final TestClock clock;
  private final Queue<Due> due =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::number));
  private Duration passed = Duration.ZERO;
  private long number;

  FakePauses(TestClock clock) {
    this.clock = clock;
  }

  Future<Void> after(Duration time) {
    Due added = new Due(passed.plus(time), number++, Promise.promise());
    due.add(added);
    return added.end.future();
  }

  void pass(Duration time) {
    Duration end = passed.plus(time);
    for (Due next = due.peek(); next != null && next.at.compareTo(end) <= 0; next = due.peek()) {
      due.remove();
      advance(next.at);
      next.end.complete();
    }
    advance(end);
  }

  private void advance(Duration to) {
    clock.pass(to.minus(passed));
    passed = to;
  }

  private record Due(Duration at, long number, Promise<Void> end) {}
}
