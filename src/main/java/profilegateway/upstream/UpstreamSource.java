package profilegateway.upstream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import profilegateway.config.UpstreamConfig;
import profilegateway.httpclient.BoundedHttpClient;
import profilegateway.httpclient.ClientLimits;
import profilegateway.profile.AtOnce;
import profilegateway.profile.Lookup;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.ProfileSource;
import profilegateway.profile.ReadContext;
import profilegateway.profile.Timer;
import profilegateway.profile.Wanted;
import profilegateway.upstream.api.HttpProfileApi;
import profilegateway.upstream.json.ResponseJson;
import profilegateway.upstream.ratelimit.RateLimiter;
import profilegateway.upstream.ratelimit.permits.QuotaLimit;
import profilegateway.upstream.token.FleetTokenEndpoint;
import profilegateway.upstream.token.OAuthTokenEndpoint;
import profilegateway.upstream.token.TokenEndpoint;
import profilegateway.upstream.token.TokenSource;

/** Reads profiles from the Profile API, one call each. Shared by all event loops. */
public final class UpstreamSource implements ProfileSource {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(1);

  private final CallPath path;
  private final ModeSwitch mode;
  private final List<BoundedHttpClient> clients;
  private final Rounds rounds;

  UpstreamSource(CallPath path, ModeSwitch mode, List<BoundedHttpClient> clients, Timer timer) {
    this.path = path;
    this.mode = mode;
    this.clients = clients;
    this.rounds = new Rounds(timer, BETWEEN_ROUNDS, this::round);
  }

  /**
   * The source that {@code config} describes.
   *
   * @param fleet what it shares with other instances; null where there are none
   * @param nanoTime as {@link System#nanoTime()}
   * @param events who wants to know what happens
   */
  public static UpstreamSource open(
      Vertx vertx,
      UpstreamConfig config,
      @Nullable Fleet fleet,
      InstantSource clock,
      LongSupplier nanoTime,
      UpstreamEvents events) {
    Function<Duration, Future<Void>> pause =
        time -> vertx.timer(Math.max(1, time.toMillis())).mapEmpty();
    Timer timer = Timer.of(vertx);
    ModeSwitch mode = new ModeSwitch(config.calls(), fleet == null ? null : fleet.mode());
    BoundedHttpClient apiClient = BoundedHttpClient.open(
        vertx, timer, config.apiUrl(), limits(config.poolSize(), config.poolWaiting()));
    BoundedHttpClient tokenClient =
        BoundedHttpClient.open(vertx, timer, config.tokenUrl(), limits(2, 16));
    TokenEndpoint direct = new OAuthTokenEndpoint(vertx, tokenClient, config, events);
    RateLimiter limiter = limiter(timer, config, fleet, nanoTime, events);
    Supplier<Double> jitter = () -> ThreadLocalRandom.current().nextDouble();
    CallPath path = new CallPath(
        mode::mode,
        new CircuitBreaker(nanoTime, events),
        new TokenSource(vertx, tokenEndpoint(direct, fleet, pause), nanoTime),
        limiter,
        new HttpProfileApi(apiClient, config, clock, events),
        new RetryBudget(),
        pause,
        jitter,
        new Restraint(limiter, new Pauses(nanoTime), jitter, events),
        new AnswerTime(),
        config.tryTimeout(),
        nanoTime,
        events);
    return new UpstreamSource(path, mode, List.of(apiClient, tokenClient), timer);
  }

  private static ClientLimits limits(int connections, int waiting) {
    return new ClientLimits(connections, waiting, CONNECT_TIMEOUT, ResponseJson.MAX_BYTES);
  }

  private static TokenEndpoint tokenEndpoint(
      TokenEndpoint direct, @Nullable Fleet fleet, Function<Duration, Future<Void>> pause) {
    return fleet == null || fleet.tokens().isEmpty()
        ? direct
        : new FleetTokenEndpoint(fleet.tokens().get(), direct, pause);
  }

  private static RateLimiter limiter(
      Timer timer,
      UpstreamConfig config,
      @Nullable Fleet fleet,
      LongSupplier nanoTime,
      UpstreamEvents events) {
    QuotaLimit limit = QuotaLimit.of(config.quota());
    return fleet == null
        ? RateLimiter.alone(limit, nanoTime, timer)
        : RateLimiter.shared(limit, fleet.quota(), nanoTime, timer, events);
  }

  /** Whether calls are made, and the way to choose that at run time. */
  public ModeSwitch mode() {
    return mode;
  }

  /** How calls are doing right now. */
  public UpstreamState state() {
    return new UpstreamState(path.limiter().state(), path.tokens().held());
  }

  /** Whether calls are stopped but for probes, as the API was not well. */
  public boolean isStopped() {
    return path.breaker().isTripped();
  }

  /**
   * Learns the mode of the fleet and how far it is, gets the first token and the first connection, so that no operation
   * has to wait for them; fails when there is no token or no connection. From then on mode and token are kept fresh.
   */
  public Future<Void> warmUp() {
    rounds.begin();
    return mode.look()
        .compose(looked -> path.limiter().warmUp())
        .compose(near -> path.tokens().token())
        .compose(token -> path.api().connect());
  }

  private Future<Void> round() {
    path.tokens().renewWhenDue();
    return mode.look();
  }

  /** Gives back what it opened. Calls that are still on the wire fail. */
  public Future<Void> close() {
    rounds.close();
    path.limiter().close();
    return Future.join(clients.stream().map(BoundedHttpClient::close).toList()).mapEmpty();
  }

  @Override
  public Future<List<Lookup>> read(List<Wanted> wanted, ReadContext context) {
    return AtOnce.all(wanted, one -> read(one, context));
  }

  private Future<Lookup> read(Wanted wanted, ReadContext context) {
    return new Tries(path, wanted, context).run().recover(UpstreamSource::expected);
  }

  /** An expected failure is an answer; anything else is a bug and stays one. */
  private static Future<Lookup> expected(Throwable failure) {
    return failure instanceof ProfileFailure expected
        ? Future.succeededFuture(new Lookup.Failed(expected))
        : Future.failedFuture(failure);
  }
}
