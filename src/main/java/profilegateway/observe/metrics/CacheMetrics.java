package profilegateway.observe.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import profilegateway.cache.fetch.CacheEvents;
import profilegateway.profile.Ledger;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;

/** What copies answer, and what refreshes cost. */
final class CacheMetrics implements CacheEvents {
  private final Each<Level, Each<Found, PartCounts>> looked =
      Each.of(Level.class, level -> Each.of(Found.class, result -> new PartCounts()));
  private final PartCounts joined = new PartCounts();
  private final PartCounts servedOnError = new PartCounts();
  private final PartCounts refreshed = new PartCounts();
  private final CounterDataPoint unreachable;
  private final CounterDataPoint dropped;
  private final CounterDataPoint otherProfile;
  private final CounterDataPoint refreshCalls;
  private final CounterDataPoint refreshRefused;

  CacheMetrics(Meters meters, Counter otherProfiles) {
    meters.counter(Metric.CACHE_PARTS, this::tellLooked);
    meters.counter(Metric.CACHE_JOINED_PARTS, counts -> tell(joined, counts));
    meters.counter(Metric.CACHE_SERVED_ON_ERROR_PARTS, counts -> tell(servedOnError, counts));
    meters.counter(Metric.CACHE_REFRESHED_PARTS, counts -> tell(refreshed, counts));
    this.unreachable = meters.counter(Metric.CACHE_UNREACHABLE).labelValues();
    this.dropped = meters.counter(Metric.CACHE_DROPPED).labelValues();
    this.refreshCalls = meters.counter(Metric.REFRESH_CALLS).labelValues();
    this.refreshRefused = meters.counter(Metric.REFRESH_REFUSED).labelValues();
    this.otherProfile = otherProfiles.labelValues("shared_cache");
  }

  private void tellLooked(CounterWithCallback.Callback counts) {
    for (Level level : Level.values()) {
      for (Found result : Found.values()) {
        for (Part part : Part.values()) {
          counts.call(
              (double) of(level, result).of(part),
              Words.of(level),
              part.wireName(),
              Words.of(result));
        }
      }
    }
  }

  private static void tell(PartCounts counted, CounterWithCallback.Callback counts) {
    for (Part part : Part.values()) {
      counts.call((double) counted.of(part), part.wireName());
    }
  }

  private PartCounts of(Level level, Found result) {
    return looked.of(level).of(result);
  }

  @Override
  public void looked(Level level, Found found, Parts parts) {
    of(level, found).count(parts);
  }

  @Override
  public void joined(Parts parts) {
    joined.count(parts);
  }

  @Override
  public void servedOnError(Parts parts) {
    servedOnError.count(parts);
  }

  @Override
  public void refreshing(Parts parts) {
    refreshed.count(parts);
  }

  @Override
  public void refreshCost(Ledger cost) {
    OperationMetrics.add(refreshCalls, cost.callCount());
    OperationMetrics.add(refreshRefused, cost.refusals());
  }

  @Override
  public void unreachable() {
    unreachable.inc();
  }

  @Override
  public void otherProfileHeld() {
    otherProfile.inc();
  }

  @Override
  public void dropped() {
    dropped.inc();
  }
}
