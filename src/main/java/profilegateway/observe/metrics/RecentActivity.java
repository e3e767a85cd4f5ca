package profilegateway.observe.metrics;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import profilegateway.http.Activity;

/** Sums of what is counted, and what they were in each second of the last minute. Shared by all event loops. */
final class RecentActivity implements Activity {
  private static final int A_MINUTE = 60;

  private final String version;
  private final LongSupplier nanoTime;
  private final long started;
  private final OperationMetrics operations;
  private final UpstreamMetrics upstream;
  private final ErrorCounts errors;
  private final Deque<Counts> seconds = new ArrayDeque<>(A_MINUTE);
  private Counts last = Counts.NONE;

  RecentActivity(
      String version,
      LongSupplier nanoTime,
      OperationMetrics operations,
      UpstreamMetrics upstream,
      ErrorCounts errors) {
    this.version = version;
    this.nanoTime = nanoTime;
    this.started = nanoTime.getAsLong();
    this.operations = operations;
    this.upstream = upstream;
    this.errors = errors;
  }

  void keep(Vertx vertx) {
    var unused = vertx.setPeriodic(1000, second -> next());
  }

  /** A second is over. */
  synchronized void next() {
    Counts now = total();
    if (seconds.size() == A_MINUTE) {
      seconds.removeFirst();
    }
    seconds.addLast(now.minus(last));
    last = now;
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Duration sinceStart() {
    return Duration.ofNanos(nanoTime.getAsLong() - started);
  }

  @Override
  public Counts total() {
    return new Counts(
        operations.count(),
        upstream.count(),
        operations.savedCount(),
        operations.refusedCount(),
        errors.count());
  }

  @Override
  public synchronized List<Counts> seconds() {
    return List.copyOf(seconds);
  }

  @Override
  public List<SeenError> errors() {
    return errors.seen();
  }
}
