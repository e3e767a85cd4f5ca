package profilegateway.observe.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.time.Duration;
import profilegateway.profile.Lane;
import profilegateway.upstream.UpstreamEvents;

/** Calls of the Profile API, and what keeps them from being made. */
final class UpstreamMetrics implements UpstreamEvents {
  private static final double NANOS = 1e-9;

  private final Each<Lane, CounterDataPoint> calls;
  private final Each<Lane, DistributionDataPoint> durations;
  private final Counter answers;
  private final Counter pauses;
  private final Counter tokens;
  private final CounterDataPoint unreadable;
  private final CounterDataPoint crowded;
  private final CounterDataPoint breakerOpened;
  private final CounterDataPoint fleetLost;
  private final CounterDataPoint otherProfile;

  UpstreamMetrics(Meters meters, Counter otherProfiles) {
    Counter called = meters.counter(Metric.UPSTREAM_CALLS);
    Histogram took = meters.histogram(
        Metric.UPSTREAM_CALL_DURATION, 0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3);
    this.calls = Each.of(Lane.class, lane -> called.labelValues(Words.of(lane)));
    this.durations = Each.of(Lane.class, lane -> took.labelValues(Words.of(lane)));
    this.answers = meters.counter(Metric.UPSTREAM_ANSWERS);
    this.pauses = meters.counter(Metric.UPSTREAM_PAUSES);
    this.tokens = meters.counter(Metric.TOKEN_REQUESTS);
    this.unreadable = meters.counter(Metric.UPSTREAM_UNREADABLE).labelValues();
    this.crowded = meters.counter(Metric.UPSTREAM_CROWDED).labelValues();
    this.breakerOpened = meters.counter(Metric.BREAKER_OPENED).labelValues();
    this.fleetLost = meters.counter(Metric.QUOTA_FLEET_LOST).labelValues();
    this.otherProfile = otherProfiles.labelValues("profile_api");
    // What alerts look for has to be there before it happens.
    for (Lane lane : Lane.values()) {
      answers.initLabelValues(Words.of(lane), "200");
      answers.initLabelValues(Words.of(lane), "429");
    }
    for (String result : new String[] {"issued", "refused", "unavailable"}) {
      tokens.initLabelValues(result);
    }
    pauses.initLabelValues("stop");
    pauses.initLabelValues("slow");
  }

  /** Calls that were made. */
  long count() {
    return calls.all().stream().mapToLong(CounterDataPoint::getLongValue).sum();
  }

  @Override
  public void called(Lane lane) {
    calls.of(lane).inc();
  }

  @Override
  public void took(Lane lane, Duration time) {
    durations.of(lane).observe(time.toNanos() * NANOS);
  }

  @Override
  public void answered(Lane lane, int status) {
    boolean isStatus = status >= 100 && status < 600;
    ended(lane, isStatus ? Integer.toString(status) : "other");
  }

  @Override
  public void timedOut(Lane lane) {
    ended(lane, "timeout");
  }

  @Override
  public void unanswered(Lane lane) {
    ended(lane, "unanswered");
  }

  /** A call takes long enough for its counter to be looked up. */
  private void ended(Lane lane, String status) {
    answers.labelValues(Words.of(lane), status).inc();
  }

  @Override
  public void unreadable() {
    unreadable.inc();
  }

  @Override
  public void crowded() {
    crowded.inc();
  }

  @Override
  public void paused(Duration time) {
    pauses.labelValues("stop").inc();
  }

  @Override
  public void slowed(Duration time) {
    pauses.labelValues("slow").inc();
  }

  @Override
  public void callsStopped() {
    breakerOpened.inc();
  }

  @Override
  public void fleetLost(Throwable cause) {
    fleetLost.inc();
  }

  @Override
  public void otherProfileAnswered() {
    otherProfile.inc();
  }

  @Override
  public void tokenIssued(Duration life) {
    tokens.labelValues("issued").inc();
  }

  @Override
  public void tokenRefused(int status) {
    tokens.labelValues("refused").inc();
  }

  @Override
  public void tokenUnavailable(int status) {
    tokens.labelValues("unavailable").inc();
  }

  @Override
  public void secretUnreadable(String path) {
    tokens.labelValues("unavailable").inc();
  }
}
