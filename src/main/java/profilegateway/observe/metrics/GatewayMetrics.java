package profilegateway.observe.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.config.GatewayConfig;
import profilegateway.http.Activity;
import profilegateway.http.Health;
import profilegateway.http.Metrics;
import profilegateway.upstream.UpstreamSource;

/** All that is counted in one instance. Shared by all threads. */
public final class GatewayMetrics implements Metrics {
  private final Meters meters = new Meters();
  private final MetricsPage page = new MetricsPage(meters.registry());
  private final HttpMetrics http;
  private final OperationMetrics operations;
  private final CacheMetrics cache;
  private final UpstreamMetrics upstream;
  private final RefusalMetrics refusals;
  private final @Nullable RedisMetrics redis;
  private final EventLoopDelay eventLoops;
  private final RecentActivity recent;

  /**
   * Counters that all stand at nothing.
   *
   * @param version of the gateway
   * @param nanoTime as {@link System#nanoTime()}
   */
  public GatewayMetrics(
      GatewayConfig config, String version, InstantSource clock, LongSupplier nanoTime) {
    ErrorCounts errors = new ErrorCounts(meters, clock);
    Counter otherProfiles = meters.counter(Metric.OTHER_PROFILE);
    this.http = new HttpMetrics(meters, errors);
    this.operations = new OperationMetrics(meters, errors);
    this.cache = new CacheMetrics(meters, otherProfiles);
    this.upstream = new UpstreamMetrics(meters, otherProfiles);
    this.refusals = new RefusalMetrics(meters);
    this.redis = config.redis() == null ? null : new RedisMetrics(meters);
    this.eventLoops = new EventLoopDelay(meters, nanoTime);
    this.recent = new RecentActivity(version, nanoTime, operations, upstream, errors);
    ProcessMetrics.of(meters, version);
  }

  /** Who has to be told of what happens. */
  public List<Object> observers() {
    return redis == null
        ? List.of(http, operations, cache, upstream, refusals)
        : List.of(http, operations, cache, upstream, refusals, redis);
  }

  /**
   * Looks at these too from now on; to be called once.
   *
   * @param operationsInProgress how many there are
   * @param connections how many are open
   */
  public void watch(
      Health health,
      UpstreamSource source,
      IntSupplier operationsInProgress,
      IntSupplier connections) {
    StateMetrics.of(meters, health, source, operationsInProgress, connections);
  }

  /** Looks at the event loop that this is called on. */
  public void watchEventLoop(Vertx vertx) {
    eventLoops.watch(vertx);
  }

  /** What was done of late; kept up to date by the event loop that this is called on, until what runs there is undeployed. */
  public Activity activity(Vertx vertx) {
    recent.keep(vertx);
    return recent;
  }

  @Override
  public Page page(@Nullable String accept) {
    return page.write(accept);
  }
}
