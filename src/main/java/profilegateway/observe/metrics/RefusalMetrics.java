package profilegateway.observe.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import profilegateway.access.AccessEvents;
import profilegateway.access.Refusal;
import profilegateway.access.persisted.PersistedEvents;
import profilegateway.config.Limit;
import profilegateway.graphql.limits.LimitEvents;

/** What is not let in, or not as it was asked: by who the caller is, by the limits, by the manifests. */
final class RefusalMetrics implements AccessEvents, LimitEvents, PersistedEvents {
  private final Counter exceeded;
  private final Counter refusals;
  private final Counter untrusted;
  private final CounterDataPoint keysUnavailable;
  private final Counter filesUnusable;
  private final GaugeDataPoint documents;

  RefusalMetrics(Meters meters) {
    this.exceeded = meters.counter(Metric.LIMIT_EXCEEDED);
    this.refusals = meters.counter(Metric.ACCESS_REFUSALS);
    this.untrusted = meters.counter(Metric.PERSISTED_UNTRUSTED);
    this.keysUnavailable = meters.counter(Metric.ACCESS_KEYS_UNAVAILABLE).labelValues();
    this.filesUnusable = meters.counter(Metric.FILES_UNUSABLE);
    this.documents = meters.gauge(Metric.PERSISTED_DOCUMENTS).labelValues();
    for (Limit limit : Limit.values()) {
      exceeded.initLabelValues(Words.of(limit), "true");
    }
    exceeded.initLabelValues("bodies", "true");
    for (Refusal.Reason reason : Refusal.Reason.values()) {
      refusals.initLabelValues(Words.of(reason));
    }
    untrusted.initLabelValues("true");
    untrusted.initLabelValues("false");
    filesUnusable.initLabelValues("access");
    filesUnusable.initLabelValues("manifest");
  }

  @Override
  public void exceeded(Limit limit, long value, boolean refused) {
    exceeded.labelValues(Words.of(limit), Boolean.toString(refused)).inc();
  }

  @Override
  public void tooSlow(boolean refused) {
    exceeded.labelValues("request_time", Boolean.toString(refused)).inc();
  }

  @Override
  public void tooManyBodies() {
    exceeded.labelValues("bodies", "true").inc();
  }

  @Override
  public void refused(Refusal.Reason reason) {
    refusals.labelValues(Words.of(reason)).inc();
  }

  @Override
  public void keysUnavailable(String place, String why) {
    keysUnavailable.inc();
  }

  @Override
  public void fileUnusable(String name, String why) {
    filesUnusable.labelValues("access").inc();
  }

  @Override
  public void unusable(String why) {
    filesUnusable.labelValues("manifest").inc();
  }

  @Override
  public void loaded(int count) {
    documents.set(count);
  }

  @Override
  public void untrusted(String requestId, String caller, String document, boolean executed) {
    untrusted.labelValues(Boolean.toString(executed)).inc();
  }
}
