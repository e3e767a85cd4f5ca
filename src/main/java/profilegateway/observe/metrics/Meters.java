package profilegateway.observe.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.core.metrics.SummaryWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.Consumer;

/** Makes the counters of one instance, and keeps them. Shared by all threads. */
final class Meters {
  private final PrometheusRegistry registry = new PrometheusRegistry();

  PrometheusRegistry registry() {
    return registry;
  }

  Counter counter(Metric metric) {
    return Counter.builder()
        .name(metric.published())
        .help(metric.meaning())
        .labelNames(metric.labels().toArray(String[]::new))
        .withoutExemplars()
        .register(registry);
  }

  /** A counter that is asked when it is wanted. */
  void counter(Metric metric, Consumer<CounterWithCallback.Callback> values) {
    var unused = CounterWithCallback.builder()
        .name(metric.published())
        .help(metric.meaning())
        .labelNames(metric.labels().toArray(String[]::new))
        .callback(values)
        .register(registry);
  }

  Gauge gauge(Metric metric) {
    return Gauge.builder()
        .name(metric.published())
        .help(metric.meaning())
        .labelNames(metric.labels().toArray(String[]::new))
        .withoutExemplars()
        .register(registry);
  }

  /** A gauge that is asked when it is wanted. */
  void gauge(Metric metric, Consumer<GaugeWithCallback.Callback> values) {
    var unused = GaugeWithCallback.builder()
        .name(metric.published())
        .help(metric.meaning())
        .labelNames(metric.labels().toArray(String[]::new))
        .callback(values)
        .register(registry);
  }

  /** Words that stay the same. */
  Info info(Metric metric) {
    return Info.builder()
        .name(metric.published())
        .help(metric.meaning())
        .labelNames(metric.labels().toArray(String[]::new))
        .register(registry);
  }

  /** Counts values by the smallest of {@code bounds} that they are not above. */
  Histogram histogram(Metric metric, double... bounds) {
    return Histogram.builder()
        .name(metric.published())
        .help(metric.meaning())
        .labelNames(metric.labels().toArray(String[]::new))
        .classicOnly()
        .classicUpperBounds(bounds)
        .withoutExemplars()
        .register(registry);
  }

  /** Numbers and sums, without quantiles. */
  Summary summary(Metric metric) {
    return Summary.builder()
        .name(metric.published())
        .help(metric.meaning())
        .labelNames(metric.labels().toArray(String[]::new))
        .withoutExemplars()
        .register(registry);
  }

  /** Numbers and sums that are asked when they are wanted. */
  void summary(Metric metric, Consumer<SummaryWithCallback.Callback> values) {
    var unused = SummaryWithCallback.builder()
        .name(metric.published())
        .help(metric.meaning())
        .labelNames(metric.labels().toArray(String[]::new))
        .callback(values)
        .register(registry);
  }
}
