package profilegateway.observe.metrics;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.LongSupplier;

/** How late event loops come to what is due: whatever keeps one busy keeps all waiting that are served by it. */
final class EventLoopDelay {
  private static final double NANOS = 1e-9;
  private static final Duration EVERY = Duration.ofMillis(250);

  private final DistributionDataPoint delays;
  private final LongSupplier nanoTime;

  EventLoopDelay(Meters meters, LongSupplier nanoTime) {
    this.delays = meters
        .histogram(Metric.EVENT_LOOP_DELAY, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1)
        .labelValues();
    this.nanoTime = nanoTime;
  }

  /** Looks at the event loop that this is called on, until what runs on it is undeployed. */
  void watch(Vertx vertx) {
    long due = nanoTime.getAsLong() + EVERY.toNanos();
    vertx.setTimer(EVERY.toMillis(), now -> {
      delays.observe(Math.max(0, nanoTime.getAsLong() - due) * NANOS);
      watch(vertx);
    });
  }
}
