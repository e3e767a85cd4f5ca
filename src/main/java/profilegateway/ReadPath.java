package profilegateway;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.CachedSource;
import profilegateway.cache.copies.Exposure;
import profilegateway.cache.fetch.CacheEvents;
import profilegateway.cache.store.SharedCache;
import profilegateway.config.CacheConfig;
import profilegateway.config.GatewayConfig;
import profilegateway.config.UpstreamConfig;
import profilegateway.graphql.GatewaySchema;
import profilegateway.redis.RedisFleet;
import profilegateway.redis.link.RedisEvents;
import profilegateway.upstream.Fleet;
import profilegateway.upstream.UpstreamEvents;
import profilegateway.upstream.UpstreamSource;
import profilegateway.upstream.ratelimit.permits.QuotaLimit;

/**
 * The part of the request path that profiles are read by: {@link CachedSource}, which answers from copies and asks
 * {@link UpstreamSource} for what is missing, which calls the Profile API; and what instances share of both through Redis.
 */
public final class ReadPath {
  private final @Nullable RedisFleet redis;
  private final UpstreamSource upstream;
  private final @Nullable SharedCache shared;
  private final CachedSource source;

  private ReadPath(
      @Nullable RedisFleet redis,
      UpstreamSource upstream,
      @Nullable SharedCache shared,
      CachedSource source) {
    this.redis = redis;
    this.upstream = upstream;
    this.shared = shared;
    this.source = source;
  }

  /** Opens it by itself, for whoever reads profiles beside the gateways. Calls nothing yet. */
  public static ReadPath open(Vertx vertx, GatewayConfig config, GatewaySchema schema) {
    LongSupplier nanoTime = System::nanoTime;
    return open(
        vertx,
        config,
        schema,
        Observers.of(config, nanoTime, List.of()),
        InstantSource.system(),
        nanoTime);
  }

  static ReadPath open(
      Vertx vertx,
      GatewayConfig config,
      GatewaySchema schema,
      Observers observers,
      InstantSource clock,
      LongSupplier nanoTime) {
    RedisFleet redis = redis(vertx, config, nanoTime, observers.of(RedisEvents.class));
    Exposure exposure = new Exposure(config.cache().exposed(), schema.declaredAttributes());
    UpstreamSource upstream = UpstreamSource.open(
        vertx,
        config.upstream(),
        redis == null ? null : new Fleet(redis.quota(), redis.mode(), redis.tokens()),
        clock,
        nanoTime,
        observers.of(UpstreamEvents.class));
    SharedCache shared = redis == null ? null : shared(redis, config.cache(), exposure);
    CachedSource source = CachedSource.open(
        vertx,
        config.cache(),
        exposure,
        upstream,
        shared,
        upstream.mode()::mode,
        clock,
        nanoTime,
        observers.of(CacheEvents.class));
    return new ReadPath(redis, upstream, shared, source);
  }

  private static @Nullable RedisFleet redis(
      Vertx vertx, GatewayConfig config, LongSupplier nanoTime, RedisEvents events) {
    if (config.redis() == null) {
      return null;
    }
    UpstreamConfig upstream = config.upstream();
    String workspace = upstream.orgId() + "/" + upstream.accountId() + "/" + upstream.workspaceId();
    return RedisFleet.open(
        vertx, config.redis(), workspace, QuotaLimit.of(upstream.quota()), nanoTime, events);
  }

  /** Null where nothing is to be shared, or nothing could be sealed. */
  private static @Nullable SharedCache shared(
      RedisFleet redis, CacheConfig config, Exposure exposure) {
    return config.shared() ? redis.cache(config, exposure.fingerprint()).orElse(null) : null;
  }

  /** What instances share; null without Redis. */
  public @Nullable RedisFleet redis() {
    return redis;
  }

  /** The Profile API. */
  public UpstreamSource upstream() {
    return upstream;
  }

  /** The copies that instances share; null where they share none. */
  public @Nullable SharedCache shared() {
    return shared;
  }

  /** Profiles, by copies where these serve. */
  public CachedSource source() {
    return source;
  }

  /**
   * Connects to Redis, where there is one, and to the Profile API, and gets the first token, so that no look-up has to wait for
   * them; fails when there is no token or no connection to the API.
   */
  public Future<Void> warmUp() {
    // Without a connection the first command would run into its limit, and Redis be taken for away.
    Future<Void> connected = redis == null ? Future.succeededFuture() : redis.connect();
    return connected.compose(open -> upstream.warmUp());
  }

  /** Gives back what it opened. Calls that are still on the wire fail. */
  public Future<Void> close() {
    return upstream
        .close()
        .eventually(() -> redis == null ? Future.succeededFuture() : redis.close());
  }
}
