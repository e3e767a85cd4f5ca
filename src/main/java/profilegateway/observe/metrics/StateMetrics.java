package profilegateway.observe.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.IntSupplier;
import profilegateway.config.CallsMode;
import profilegateway.http.Health;
import profilegateway.profile.Lane;
import profilegateway.upstream.UpstreamSource;
import profilegateway.upstream.ratelimit.QuotaState;
import profilegateway.upstream.token.TokenTimes;

/** What is not counted, but looked at when somebody wants to know. */
final class StateMetrics {
  private final Meters meters;

  private StateMetrics(Meters meters) {
    this.meters = meters;
  }

  /** Looks at these from now on. */
  static void of(
      Meters meters,
      Health health,
      UpstreamSource upstream,
      IntSupplier operations,
      IntSupplier connections) {
    StateMetrics metrics = new StateMetrics(meters);
    metrics.load(health, operations, connections);
    metrics.upstream(upstream);
    metrics.token(upstream);
    metrics.quota(upstream, health);
  }

  private void load(Health health, IntSupplier operations, IntSupplier connections) {
    meters.gauge(Metric.READY, value -> value.call(one(health.phase() == Health.Phase.READY)));
    meters.gauge(Metric.OPERATIONS_IN_PROGRESS, value -> value.call(operations.getAsInt()));
    meters.gauge(Metric.CONNECTIONS_OPEN, value -> value.call(connections.getAsInt()));
  }

  private void upstream(UpstreamSource upstream) {
    meters.gauge(Metric.UPSTREAM_MODE, value -> {
      for (CallsMode mode : CallsMode.values()) {
        value.call(one(upstream.mode().mode() == mode), mode.word());
      }
    });
    meters.gauge(Metric.BREAKER_OPEN, value -> value.call(one(upstream.isStopped())));
  }

  private void token(UpstreamSource upstream) {
    tokenTime(Metric.TOKEN_AGE, upstream, TokenTimes::age);
    tokenTime(Metric.TOKEN_LEFT, upstream, TokenTimes::left);
  }

  private void tokenTime(
      Metric metric, UpstreamSource upstream, Function<TokenTimes, Duration> time) {
    meters.gauge(
        metric,
        value -> upstream.state().token().ifPresent(held -> value.call(seconds(time.apply(held)))));
  }

  private void quota(UpstreamSource upstream, Health health) {
    meters.gauge(Metric.QUOTA_LIMIT, value -> value.call(health.detail().quota().perSecond()));
    meters.gauge(Metric.QUOTA_LEFT, value -> state(upstream).left().ifPresent(value::call));
    meters.gauge(Metric.QUOTA_WAITING, value -> tellWaiting(state(upstream), value));
    meters.counter(Metric.QUOTA_GRANTED, value -> tellGranted(state(upstream), value));
    meters.counter(
        Metric.QUOTA_REFUSED, value -> value.call((double) state(upstream).refused()));
    meters.gauge(Metric.QUOTA_PAUSE, value -> value.call(seconds(state(upstream).coolDownLeft())));
    meters.gauge(Metric.QUOTA_SLOW, value -> value.call(seconds(state(upstream).slowDownLeft())));
    meters.gauge(
        Metric.QUOTA_SHARED, value -> value.call(one(health.detail().quota().isShared())));
  }

  private static void tellWaiting(QuotaState state, GaugeWithCallback.Callback value) {
    for (Lane lane : Lane.values()) {
      value.call(state.waiting().getOrDefault(lane, 0), Words.of(lane));
    }
  }

  private static void tellGranted(QuotaState state, CounterWithCallback.Callback value) {
    for (Lane lane : Lane.values()) {
      value.call((double) state.granted().getOrDefault(lane, 0L), Words.of(lane));
    }
  }

  private static QuotaState state(UpstreamSource upstream) {
    return upstream.state().quota();
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }

  private static int one(boolean is) {
    return is ? 1 : 0;
  }
}
