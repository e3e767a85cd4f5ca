package profilegateway.integration;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import profilegateway.access.Caller;
import profilegateway.cache.CachedSource;
import profilegateway.cache.copies.Exposure;
import profilegateway.cache.store.SharedCache;
import profilegateway.config.CallsMode;
import profilegateway.config.GatewayConfig;
import profilegateway.config.QuotaConfig;
import profilegateway.config.declared.Mode;
import profilegateway.config.reading.SettingsReader;
import profilegateway.config.reading.WrongSettings;
import profilegateway.graphql.GatewaySchema;
import profilegateway.graphql.InvalidSchema;
import profilegateway.graphql.OperationRequest;
import profilegateway.graphql.OperationResponse;
import profilegateway.graphql.Operations;
import profilegateway.graphql.ProfileTally;
import profilegateway.graphql.rights.Audit;
import profilegateway.profile.Cancellation;
import profilegateway.profile.Mpid;
import profilegateway.redis.RedisFleet;
import profilegateway.redis.link.RedisEvents;
import profilegateway.testing.InstanceVertx;
import profilegateway.testing.TestGateway;
import profilegateway.testing.TestLimits;
import profilegateway.upstream.Fleet;
import profilegateway.upstream.UpstreamEvents;
import profilegateway.upstream.UpstreamSource;
import profilegateway.upstream.ratelimit.permits.QuotaLimit;

/** An instance of the gateway without HTTP in front of it, that tells what operations cost. */
final class CountedGateway implements AutoCloseable {
  private final Vertx vertx = InstanceVertx.open(2);
  private final @Nullable RedisFleet redis;
  private final UpstreamSource upstream;
  private final Operations operations;

  /** One that calls {@code sandbox}; {@code settings} are those of the environment. */
  CountedGateway(TestGateway sandbox, Map<String, String> settings, ToldCosts costs) {
    GatewayConfig config;
    GatewaySchema schema;
    try {
      config = new SettingsReader(Path.of(""), settings)
          .read(Mode.SERVE_WITH_SANDBOX, Map.of(), TestGateway.account())
          .gatewayOf(sandbox.sandboxUrl());
      schema = GatewaySchema.read(config.graphql());
    } catch (WrongSettings | InvalidSchema wrong) {
      throw new AssertionError(wrong);
    }
    QuotaConfig quota = config.upstream().quota();
    redis = config.redis() == null
        ? null
        : RedisFleet.open(
            vertx,
            config.redis(),
            "1/2/3",
            QuotaLimit.of(quota),
            System::nanoTime,
            new RedisEvents() {});
    upstream = UpstreamSource.open(
        vertx,
        config.upstream(),
        redis == null ? null : new Fleet(redis.quota(), redis.mode(), redis.tokens()),
        InstantSource.system(),
        System::nanoTime,
        new UpstreamEvents() {});
    Exposure exposure = new Exposure(config.cache().exposed(), schema.declaredAttributes());
    SharedCache shared = redis == null
        ? null
        : redis.cache(config.cache(), exposure.fingerprint()).orElse(null);
    CachedSource source = CachedSource.open(
        vertx,
        config.cache(),
        exposure,
        upstream,
        shared,
        upstream.mode()::mode,
        InstantSource.system(),
        System::nanoTime,
        costs);
    operations = new Operations(
        vertx,
        schema,
        source,
        config.graphql(),
        TestLimits.usual(),
        Set.of(),
        InstantSource.system(),
        System::nanoTime,
        costs,
        new Audit() {});
    if (redis != null) {
      done(redis.connect());
    }
    done(upstream.warmUp());
  }

  /** Waits for an end that comes in a second or two, and later on a machine that has other things to do. */
  static void done(Future<?> future) {
    try {
      var unused = future.mapEmpty().await(60, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new AssertionError(late);
    }
  }

  /** Executes an operation on an event loop of its own; who leaves does so before it may be over. */
  Future<OperationResponse> start(
      String query, String viewer, @Nullable Integer leavesAfterMillis) {
    Cancellation cancellation = new Cancellation();
    return Future.future(answer -> ((VertxInternal) vertx)
        .createEventLoopContext()
        .runOnContext(go -> {
          if (leavesAfterMillis != null) {
            var unused = vertx.setTimer(leavesAfterMillis, late -> cancellation.cancel());
          }
          operations
              .execute(
                  new OperationRequest("", query, null, Map.of()),
                  Caller.unchecked(Mpid.parse(viewer).orElseThrow()),
                  cancellation,
                  new ProfileTally())
              .onComplete(answer);
        }));
  }

  /** From now on nothing new is called; what is on its way, or in line, goes on. */
  void callNoMore() {
    var unused = upstream.mode().choose(CallsMode.CACHE);
  }

  @Override
  public void close() {
    done(upstream.close());
    if (redis != null) {
      done(redis.close());
    }
    done(vertx.close());
  }
}
