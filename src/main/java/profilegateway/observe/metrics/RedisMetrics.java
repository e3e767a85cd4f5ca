package profilegateway.observe.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import profilegateway.redis.link.RedisEvents;
import profilegateway.redis.link.RedisLink.Use;

/** Commands to Redis. Nothing is told of it where none is used. */
final class RedisMetrics implements RedisEvents {
  private static final double NANOS = 1e-9;
  private final Each<Use, Each<Outcome, DistributionDataPoint>> durations;
  private final Each<Use, CounterDataPoint> skipped;
  private final Each<Use, GaugeDataPoint> away;

  RedisMetrics(Meters meters) {
    Histogram took = meters.histogram(
        Metric.REDIS_COMMAND_DURATION,
        0.00025,
        0.0005,
        0.001,
        0.0025,
        0.005,
        0.01,
        0.025,
        0.05,
        0.1,
        0.5);
    Counter notSent = meters.counter(Metric.REDIS_SKIPPED);
    Gauge isAway = meters.gauge(Metric.REDIS_AWAY);
    this.durations = Each.of(
        Use.class,
        use ->
            Each.of(Outcome.class, outcome -> took.labelValues(Words.of(use), Words.of(outcome))));
    this.skipped = Each.of(Use.class, use -> notSent.labelValues(Words.of(use)));
    this.away = Each.of(Use.class, use -> isAway.labelValues(Words.of(use)));
  }

  @Override
  public void asked(Use use, Outcome outcome, long nanos) {
    durations.of(use).of(outcome).observe(nanos * NANOS);
  }

  @Override
  public void skipped(Use use) {
    skipped.of(use).inc();
  }

  @Override
  public void lost(Use use) {
    away.of(use).set(1);
  }

  @Override
  public void back(Use use) {
    away.of(use).set(0);
  }
}
