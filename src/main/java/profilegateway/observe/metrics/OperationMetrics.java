package profilegateway.observe.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Summary;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import profilegateway.graphql.EndedOperation;
import profilegateway.graphql.ErrorCode;
import profilegateway.graphql.OperationEvents;
import profilegateway.profile.Ledger;

/** Operations by name, and what they cost. */
final class OperationMetrics implements OperationEvents {
  private static final double NANOS = 1e-9;

  private final CounterDataPoint byPlan;
  private final CounterDataPoint byEngine;
  private final Summary durations;
  private final Histogram overhead;
  private final Histogram batches;
  private final Counter calls;
  private final Counter saved;
  private final Counter refused;
  private final ErrorCounts errors;
  private final LongAdder ended = new LongAdder();
  private final LongAdder allSaved = new LongAdder();
  private final LongAdder allRefused = new LongAdder();
  private final Map<String, OfOne> known = new ConcurrentHashMap<>();

  OperationMetrics(Meters meters, ErrorCounts errors) {
    Counter operations = meters.counter(Metric.OPERATIONS);
    this.byPlan = operations.labelValues("plan");
    this.byEngine = operations.labelValues("engine");
    this.durations = meters.summary(Metric.OPERATION_DURATION);
    this.overhead = meters.histogram(
        Metric.OPERATION_OVERHEAD,
        0.0001,
        0.00025,
        0.0005,
        0.001,
        0.0025,
        0.005,
        0.01,
        0.025,
        0.05,
        0.1,
        0.25,
        0.5,
        1);
    this.batches = meters.histogram(Metric.BATCH_PROFILES, 1, 2, 5, 10, 20, 50, 100);
    this.calls = meters.counter(Metric.OPERATION_CALLS);
    this.saved = meters.counter(Metric.OPERATION_SAVED);
    this.refused = meters.counter(Metric.OPERATION_REFUSED);
    this.errors = errors;
  }

  @Override
  public void ended(EndedOperation operation) {
    OfOne one = of(operation.name());
    ended.increment();
    (operation.byPlan() ? byPlan : byEngine).inc();
    one.duration.observe(operation.nanos() * NANOS);
    overhead.observe((operation.nanos() - operation.waitedNanos()) * NANOS);
    one.count(operation.ledger());
  }

  @Override
  public void costMore(String operation, Ledger more) {
    of(operation).count(more);
  }

  @Override
  public void batched(int profiles) {
    batches.observe(profiles);
  }

  @Override
  public void failed(ErrorCode code) {
    errors.count(code);
  }

  /** How many are over. */
  long count() {
    return ended.sum();
  }

  /** How many look-ups of theirs needed no call. */
  long savedCount() {
    return allSaved.sum();
  }

  /** How many calls their look-ups were refused. */
  long refusedCount() {
    return allRefused.sum();
  }

  private OfOne of(String operation) {
    OfOne one = known.get(operation);
    return one == null ? known.computeIfAbsent(operation, OfOne::new) : one;
  }

  /** What is counted of operations of one name, looked up once. */
  private final class OfOne {
    private final DistributionDataPoint duration;
    private final CounterDataPoint callsOfOne;
    private final CounterDataPoint savedOfOne;
    private final CounterDataPoint refusedOfOne;

    OfOne(String operation) {
      duration = durations.labelValues(operation);
      callsOfOne = calls.labelValues(operation);
      savedOfOne = saved.labelValues(operation);
      refusedOfOne = refused.labelValues(operation);
    }

    void count(Ledger ledger) {
      add(callsOfOne, ledger.callCount());
      add(savedOfOne, ledger.saved());
      add(refusedOfOne, ledger.refusals());
      allSaved.add(ledger.saved());
      allRefused.add(ledger.refusals());
    }
  }

  static void add(CounterDataPoint counter, int more) {
    if (more > 0) {
      counter.inc(more);
    }
  }
}
