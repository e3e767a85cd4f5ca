package profilegateway.upstream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.config.UpstreamConfig;
import profilegateway.profile.Lookup;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.ProfileSource;
import profilegateway.profile.ReadContext;
import profilegateway.profile.Wanted;
import profilegateway.upstream.quota.Allowance;
import profilegateway.upstream.quota.Quota;
import profilegateway.upstream.quota.Timer;

/** Reads profiles from the Profile API, one call each. Shared by all event loops. */
public final class UpstreamSource implements ProfileSource {
  private static final Duration LOOK_AT_MODE_EVERY = Duration.ofSeconds(1);

  private final CallPath path;
  private final ModeSwitch mode;

  UpstreamSource(CallPath path, ModeSwitch mode) {
    this.path = path;
    this.mode = mode;
  }

  /** The source that {@code config} describes, sharing with {@code fleet}; null where there is none. */
  public static UpstreamSource open(
      Vertx vertx,
      UpstreamConfig config,
      @Nullable Fleet fleet,
      InstantSource clock,
      LongSupplier nanoTime) {
    UpstreamLog events = new UpstreamLog(nanoTime);
    Function<Duration, Future<Void>> pause =
        time -> vertx.timer(Math.max(1, time.toMillis())).mapEmpty();
    ModeSwitch mode = new ModeSwitch(config.calls(), fleet == null ? null : fleet.mode());
    if (fleet != null) {
      vertx.setPeriodic(1, LOOK_AT_MODE_EVERY.toMillis(), tick -> {
        var unused = mode.look();
      });
    }
    CallPath path = new CallPath(
        mode::mode,
        new CircuitBreaker(nanoTime, events),
        new TokenSource(vertx, tokenEndpoint(vertx, config, fleet, pause, events), nanoTime),
        quota(vertx, config, fleet, nanoTime, events),
        profileApi(vertx, config, clock, events),
        new RetryBudget(),
        pause,
        () -> ThreadLocalRandom.current().nextDouble(),
        new Pauses(nanoTime),
        new AnswerTime(),
        config.tryTimeout(),
        events);
    return new UpstreamSource(path, mode);
  }

  private static ProfileApi profileApi(
      Vertx vertx, UpstreamConfig config, InstantSource clock, UpstreamEvents events) {
    Exchange exchange = new Exchange(
        vertx, Connections.open(vertx, config.apiUrl(), config.poolSize(), config.poolWaiting()));
    return new HttpProfileApi(exchange, config, clock, events);
  }

  private static TokenEndpoint tokenEndpoint(
      Vertx vertx,
      UpstreamConfig config,
      @Nullable Fleet fleet,
      Function<Duration, Future<Void>> pause,
      UpstreamEvents events) {
    Exchange exchange = new Exchange(vertx, Connections.open(vertx, config.tokenUrl(), 2, 16));
    TokenEndpoint direct = new OAuthTokenEndpoint(vertx, exchange, config, events);
    return fleet == null || fleet.tokens().isEmpty()
        ? direct
        : new FleetTokenEndpoint(fleet.tokens().get(), direct, pause);
  }

  private static Quota quota(
      Vertx vertx,
      UpstreamConfig config,
      @Nullable Fleet fleet,
      LongSupplier nanoTime,
      UpstreamLog events) {
    var quota = config.quota();
    int most = quota.perSecond() == 0 ? 0 : quota.perSecond() + quota.burst();
    Allowance allowance = new Allowance(most, quota.instances());
    return fleet == null
        ? Quota.alone(allowance, nanoTime, Timer.of(vertx))
        : Quota.shared(allowance, fleet.quota(), nanoTime, Timer.of(vertx), events);
  }

  /** Whether calls are made, and the way to choose that at run time. */
  public ModeSwitch mode() {
    return mode;
  }

  /** Gets the first token, so that no operation has to wait for it; fails when there is none. */
  public Future<Void> warmUp() {
    return path.tokens().token().mapEmpty();
  }

  @Override
  public Future<List<Lookup>> read(List<Wanted> wanted, ReadContext context) {
    return Future.all(wanted.stream().map(one -> read(one, context)).toList())
        .map(all -> all.list());
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
