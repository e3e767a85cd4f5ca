package profilegateway.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.access.persisted.SharedDocuments;
import profilegateway.cache.store.SharedCache;
import profilegateway.config.CacheConfig;
import profilegateway.config.RedisConfig;
import profilegateway.redis.copies.RedisCache;
import profilegateway.redis.link.FleetKeys;
import profilegateway.redis.link.HiddenNames;
import profilegateway.redis.link.RedisClients;
import profilegateway.redis.link.RedisEvents;
import profilegateway.redis.link.RedisLink;
import profilegateway.redis.link.Sealing;
import profilegateway.upstream.FleetMode;
import profilegateway.upstream.ratelimit.permits.FleetQuota;
import profilegateway.upstream.ratelimit.permits.QuotaLimit;
import profilegateway.upstream.token.FleetTokens;

/** What the instances of the gateway for one workspace share through Redis. One for each instance; thread-safe. */
public final class RedisFleet {
  private final Vertx vertx;
  private final RedisConfig config;
  private final FleetKeys keys;
  private final LongSupplier nanoTime;
  private final RedisEvents events;
  private final RedisLink link;
  private final FleetQuota quota;
  private final FleetMode mode;
  private final Optional<FleetTokens> tokens;
  private final @Nullable RedisLink documentsLink;
  private final List<RedisCache> caches = new CopyOnWriteArrayList<>();

  private RedisFleet(
      Vertx vertx,
      RedisConfig config,
      FleetKeys keys,
      QuotaLimit limit,
      LongSupplier nanoTime,
      RedisEvents events) {
    this.vertx = vertx;
    this.config = config;
    this.keys = keys;
    this.nanoTime = nanoTime;
    this.events = events;
    this.link = link(RedisLink.Use.AGREEMENT);
    this.quota = new RedisQuota(link, keys, limit);
    this.mode = new RedisMode(link, keys);
    this.tokens = config.keyRing().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RedisTokens(link, keys, new Sealing(config.keyRing(), new SecureRandom())));
    this.documentsLink = config.keyRing().isEmpty() ? null : link(RedisLink.Use.DOCUMENTS);
  }

  /**
   * Opens the way to Redis, which need not be there yet.
   *
   * @param workspace names organization, account and workspace; instances that give the same share
   * @param limit of all instances
   * @param nanoTime as {@link System#nanoTime()}
   * @param events who wants to know what happens to commands
   */
  public static RedisFleet open(
      Vertx vertx,
      RedisConfig config,
      String workspace,
      QuotaLimit limit,
      LongSupplier nanoTime,
      RedisEvents events) {
    return new RedisFleet(vertx, config, new FleetKeys(workspace), limit, nanoTime, events);
  }

  private RedisLink link(RedisLink.Use use) {
    return new RedisLink(vertx, RedisClients.open(vertx, config), use, nanoTime, events);
  }

  /**
   * Makes the first connection, which may take longer than a command is given. Done when Redis answered or failed;
   * never fails. To be called when whatever else has to be started is: that keeps event loops busy, and Redis would be
   * taken for silent.
   */
  public Future<Void> connect() {
    return Future.join(
            link.connect(),
            documentsLink == null ? Future.succeededFuture() : documentsLink.connect(),
            Future.join(caches.stream().map(RedisCache::connect).toList()))
        .mapEmpty();
  }

  /** Asks Redis whether it is there; fails with what it says against it, or when it says nothing. */
  public Future<Void> ping() {
    return link.connect()
        .compose(tried -> link.send(Request.cmd(Command.PING), RedisLink.LIMIT))
        .mapEmpty();
  }

  /** The quota of all instances. */
  public FleetQuota quota() {
    return quota;
  }

  /** The mode that was chosen for all instances. */
  public FleetMode mode() {
    return mode;
  }

  /** The token of all instances; empty without a key to seal it, as it must not lie in Redis for all to read. */
  public Optional<FleetTokens> tokens() {
    return tokens;
  }

  /** The documents that clients registered with any instance; empty without a key to seal them. */
  public Optional<SharedDocuments> documents() {
    return documentsLink == null
        ? Optional.empty()
        : Optional.of(new RedisDocuments(
            documentsLink,
            keys,
            new HiddenNames(config.keyRing().get(0).key(), keys.workspace()),
            new Sealing(config.keyRing(), new SecureRandom())));
  }

  /**
   * Opens the copies of profiles of all instances; empty without a key to seal them. To be called before
   * {@link #connect}, and once.
   *
   * @param cache how long what is held lasts, and what is told of users who opted out
   * @param exposure differs where other attributes are kept, so that one that is exposed from now on is not read as
   *     absent
   */
  public Optional<SharedCache> cache(CacheConfig cache, String exposure) {
    if (config.keyRing().isEmpty()) {
      return Optional.empty();
    }
    RedisCache.Connections connections = new RedisCache.Connections(
        link,
        link(RedisLink.Use.COPIES),
        attempt -> RedisClients.openListener(vertx, config, attempt));
    RedisCache opened =
        RedisCache.open(vertx, connections, keys, config, cache, exposure, nanoTime);
    caches.add(opened);
    return Optional.of(opened);
  }

  /**
   * Whether Redis is left alone because it did not answer. Whatever needs it then fails at once. It is asked twice a
   * second whether it is back.
   */
  public boolean isAway() {
    return link.isAway();
  }

  /** Since when {@link #isAway} says what it says, in the nanoseconds of the clock that was given. */
  public long since() {
    return link.since();
  }

  /** Closes the connections to Redis. Does not fail when Redis is away. */
  public Future<Void> close() {
    return Future.join(caches.stream().map(RedisCache::close).toList())
        .<Void>mapEmpty()
        .eventually(() -> documentsLink == null ? Future.succeededFuture() : documentsLink.close())
        .eventually(link::close);
  }
}
