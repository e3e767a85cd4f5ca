package profilegateway.observe.metrics;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import profilegateway.graphql.ErrorCode;
import profilegateway.http.EndedRequest;
import profilegateway.http.HttpEvents;

/** Requests, as OpenTelemetry names what it measures of them. */
final class HttpMetrics implements HttpEvents {
  private static final double NANOS = 1e-9;
  private static final int STATUSES = 600;

  private final Histogram durations;
  private final ErrorCounts errors;
  private final Map<String, Map<String, AtomicReferenceArray<DistributionDataPoint>>> known =
      new ConcurrentHashMap<>();

  HttpMetrics(Meters meters, ErrorCounts errors) {
    // Those that OpenTelemetry advises, and two for answers that need no call.
    this.durations = meters.histogram(
        Metric.HTTP_REQUEST_DURATION,
        0.001,
        0.0025,
        0.005,
        0.01,
        0.025,
        0.05,
        0.075,
        0.1,
        0.25,
        0.5,
        0.75,
        1,
        2.5,
        5,
        7.5,
        10);
    this.errors = errors;
  }

  @Override
  public void ended(EndedRequest request) {
    duration(request).observe(request.nanos() * NANOS);
  }

  /** Found by three looks and without a new object: every request comes by here. */
  private DistributionDataPoint duration(EndedRequest request) {
    int status = request.status() < STATUSES ? request.status() : STATUSES - 1;
    AtomicReferenceArray<DistributionDataPoint> byStatus =
        byStatus(request.route(), request.method());
    DistributionDataPoint found = byStatus.get(status);
    if (found == null) {
      found = durations.labelValues(request.method(), request.route(), Integer.toString(status));
      byStatus.set(status, found);
    }
    return found;
  }

  private AtomicReferenceArray<DistributionDataPoint> byStatus(String route, String method) {
    Map<String, AtomicReferenceArray<DistributionDataPoint>> byMethod = known.get(route);
    if (byMethod == null) {
      byMethod = known.computeIfAbsent(route, first -> new ConcurrentHashMap<>());
    }
    AtomicReferenceArray<DistributionDataPoint> byStatus = byMethod.get(method);
    return byStatus == null
        ? byMethod.computeIfAbsent(method, first -> new AtomicReferenceArray<>(STATUSES))
        : byStatus;
  }

  @Override
  public void refused(ErrorCode code) {
    errors.count(code);
  }
}
