package profilegateway;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import profilegateway.access.AccessEvents;
import profilegateway.access.Callers;
import profilegateway.access.persisted.PersistedDocuments;
import profilegateway.access.persisted.PersistedEvents;
import profilegateway.config.CallsMode;
import profilegateway.config.GatewayConfig;
import profilegateway.config.HttpConfig;
import profilegateway.graphql.GatewaySchema;
import profilegateway.graphql.InvalidSchema;
import profilegateway.graphql.OperationEvents;
import profilegateway.graphql.Operations;
import profilegateway.graphql.limits.LimitEvents;
import profilegateway.graphql.limits.Limits;
import profilegateway.graphql.rights.Audit;
import profilegateway.http.Admission;
import profilegateway.http.CallsSwitch;
import profilegateway.http.Connections;
import profilegateway.http.Exchanges;
import profilegateway.http.Health;
import profilegateway.http.HttpEvents;
import profilegateway.http.ManagementRoutes;
import profilegateway.http.Purge;
import profilegateway.http.Routes;
import profilegateway.http.storefront.Storefront;
import profilegateway.observe.metrics.GatewayMetrics;
import profilegateway.observe.traces.Traces;
import profilegateway.upstream.ModeSwitch;
import profilegateway.upstream.ratelimit.permits.QuotaLimit;

/**
 * Wires the request path, and starts and stops it. A request comes in by {@link Routes}, which reads it and asks
 * {@link Callers} whose it is; {@link Operations} executes it, and looks profiles up by the {@link ReadPath}: among copies, and
 * at the Profile API for what is missing.
 */
public final class Gateway {
  private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final ReadPath reads;
  private final Duration shutdownWait;
  private final Callers callers;
  private final PersistedDocuments documents;
  private final Traces traces;
  private final Admission admission;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Listeners listeners;
  private final ManagementLoop management;
  private final AtomicBoolean ready = new AtomicBoolean();
  private int port;
  private int managementPort;

  private Gateway(
      Vertx vertx,
      ReadPath reads,
      Callers callers,
      PersistedDocuments documents,
      Traces traces,
      Admission admission,
      Duration shutdownWait) {
    this.vertx = vertx;
    this.listeners = new Listeners(vertx);
    this.management = new ManagementLoop(vertx);
    this.reads = reads;
    this.callers = callers;
    this.documents = documents;
    this.traces = traces;
    this.admission = admission;
    this.shutdownWait = shutdownWait;
  }

  /**
   * Starts a gateway; the future fails with {@link InvalidSchema}, or when it cannot listen, or a file that callers are
   * checked by cannot be used.
   */
  public static Future<Gateway> start(Vertx vertx, GatewayConfig config) {
    try {
      return start(vertx, config, GatewaySchema.read(config.graphql()));
    } catch (InvalidSchema invalid) {
      return Future.failedFuture(invalid);
    }
  }

  /** Starts a gateway with a schema that was read before; the future fails when it cannot listen. */
  public static Future<Gateway> start(Vertx vertx, GatewayConfig config, GatewaySchema schema) {
    InstantSource clock = InstantSource.system();
    LongSupplier nanoTime = System::nanoTime;
    GatewayMetrics metrics = new GatewayMetrics(config, version(), clock, nanoTime);
    Observers observers = Observers.of(config, nanoTime, metrics.observers());
    Traces traces = Traces.open(config.observe().openTelemetry());

    ReadPath reads = ReadPath.open(vertx, config, schema, observers, clock, nanoTime);
    Callers callers;
    PersistedDocuments documents;
    try {
      callers =
          Callers.open(vertx, config.access(), clock, nanoTime, observers.of(AccessEvents.class));
      documents = PersistedDocuments.open(
          vertx,
          config.persisted(),
          reads.redis() == null ? null : reads.redis().documents().orElse(null),
          observers.of(PersistedEvents.class));
    } catch (IllegalArgumentException unusableFile) {
      return reads.close().transform(closed -> Future.failedFuture(unusableFile));
    }
    Limits limits = new Limits(config.limits(), observers.of(LimitEvents.class));
    Operations operations = new Operations(
        vertx,
        schema,
        reads.source(),
        config.graphql(),
        limits,
        config.access().viewerScopes(),
        clock,
        nanoTime,
        observers.of(OperationEvents.class),
        observers.of(Audit.class));

    Admission admission = new Admission(limits, Runtime.getRuntime().maxMemory(), nanoTime);

    Storefront storefront = storefront(vertx, config);

    Gateway gateway = new Gateway(
        vertx, reads, callers, documents, traces, admission, config.http().shutdownWait());
    Connections connections = new Connections(limits);
    Exchanges exchanges = new Exchanges(
        HttpEvents.all(observers.each(HttpEvents.class)), traces, admission, nanoTime);
    Health health = new InstanceHealth(
        gateway::phase,
        reads.upstream(),
        reads.redis(),
        nanoTime,
        QuotaLimit.of(config.upstream().quota()).callsASecond());
    metrics.watch(health, reads.upstream(), admission::operations, connections::count);
    return gateway
        .serve(config.http(), connections, exchanges, () -> {
          metrics.watchEventLoop(vertx);
          return Routes.of(
              vertx,
              operations,
              schema.sdl(),
              callers,
              documents,
              admission,
              config.http(),
              storefront,
              exchanges);
        })
        .compose(listening -> gateway.manage(
            config,
            new Connections(limits),
            health,
            metrics,
            gateway.callsSwitch(reads.upstream().mode()),
            gateway.purge(config, reads)))
        .onSuccess(listening -> gateway.becomeReady())
        .map(listening -> gateway)
        .recover(failure -> gateway.close().transform(closed -> Future.failedFuture(failure)));
  }

  private static @Nullable Storefront storefront(Vertx vertx, GatewayConfig config) {
    return config.sandbox() == null
        ? null
        : new Storefront(
            vertx,
            config.sandbox(),
            config.cache().times().soft(),
            config.http().graphiql());
  }

  private Future<Void> serve(
      HttpConfig http,
      Connections connections,
      Exchanges exchanges,
      Supplier<Handler<HttpServerRequest>> routes) {
    return listeners
        .listen(http.host(), http.port(), http.eventLoops(), connections, exchanges, routes)
        .onSuccess(actual -> port = actual)
        .mapEmpty();
  }

  private static String version() {
    String version = Gateway.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  private CallsSwitch callsSwitch(ModeSwitch mode) {
    return new CallsSwitch() {
      @Override
      public CallsMode mode() {
        return mode.mode();
      }

      @Override
      public Future<Boolean> choose(CallsMode chosen) {
        return management.elsewhere(() -> mode.choose(chosen));
      }
    };
  }

  /** Ready once there is a token, or when it has been waited for long enough: copies may serve without one. */
  private void becomeReady() {
    Future.join(reads.warmUp(), callers.warmUp())
        .timeout(LONGEST_WARM_UP.toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(warm -> ready.set(!closed.get()));
  }

  private Purge purge(GatewayConfig config, ReadPath reads) {
    boolean othersHoldTheirOwn =
        config.upstream().quota().instances() > 1 && config.cache().local();
    Purge purge = new FleetPurge(reads.source()::drop, reads.shared(), othersHoldTheirOwn);
    return (mpids, identities) -> management.elsewhere(() -> purge.purge(mpids, identities));
  }

  private Future<Void> manage(
      GatewayConfig config,
      Connections connections,
      Health health,
      GatewayMetrics metrics,
      CallsSwitch calls,
      Purge purge) {
    HttpConfig http = config.http();
    Set<String> identityTypes = config.graphql().immutableIdentities();
    Vertx own = management.vertx();
    return management
        .listen(
            http.managementHost(),
            http.managementPort(),
            connections,
            () -> ManagementRoutes.of(
                own, health, metrics, metrics.activity(own), calls, purge, identityTypes, http))
        .onSuccess(actual -> managementPort = actual)
        .mapEmpty();
  }

  private Health.Phase phase() {
    if (closed.get()) {
      return Health.Phase.DRAINING;
    }
    return ready.get() ? Health.Phase.READY : Health.Phase.STARTING;
  }

  /** The port that GraphQL is served on. */
  public int port() {
    return port;
  }

  /** The port that health is served on. */
  public int managementPort() {
    return managementPort;
  }

  /**
   * Stops it so that nothing is lost: it says that it is not ready, takes requests until balancers have seen that, and
   * answers what it has taken.
   */
  public Future<Void> close() {
    closed.set(true);
    admission.drain();
    boolean wasReady = ready.getAndSet(false);
    return waited(wasReady ? shutdownWait : Duration.ZERO).compose(waited -> stop());
  }

  private Future<Void> waited(Duration time) {
    return time.isZero()
        ? Future.succeededFuture()
        : vertx.timer(time.toMillis()).mapEmpty();
  }

  private Future<Void> stop() {
    // The management port goes on telling that the instance is not ready, until the last answer is
    // out.
    return listeners
        .close()
        .eventually(management::close)
        .onComplete(stopped -> {
          callers.close();
          documents.close();
        })
        .eventually(reads::close)
        .eventually(traces::close);
  }
}
