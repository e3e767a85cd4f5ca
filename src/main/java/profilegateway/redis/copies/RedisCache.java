package profilegateway.redis.copies;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.Fetch;
import profilegateway.cache.copies.Known;
import profilegateway.cache.store.SharedCache;
import profilegateway.config.CacheConfig;
import profilegateway.config.RedisConfig;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;
import profilegateway.profile.ProfileReference;
import profilegateway.redis.bus.Channel;
import profilegateway.redis.bus.Drops;
import profilegateway.redis.codec.CopyCodec;
import profilegateway.redis.link.FleetKeys;
import profilegateway.redis.link.RedisLink;
import profilegateway.redis.link.Sealing;

/** Copies of profiles in Redis: sealed, under names that tell nothing, by Redis's own clock. */
public final class RedisCache implements SharedCache {
  private static final Duration LONGEST_START = Duration.ofSeconds(3);

  private final RedisLink link;
  private final Reads reads;
  private final LeaseGrants claims;
  private final Drops drops;
  private final Purges purges;

  private RedisCache(RedisLink link, Reads reads, LeaseGrants claims, Drops drops, Purges purges) {
    this.link = link;
    this.reads = reads;
    this.claims = claims;
    this.drops = drops;
    this.purges = purges;
  }

  /**
   * What it is opened with.
   *
   * @param fleet for what is said to the other instances
   * @param copies for the copies alone
   * @param listeners makes a client that listens to what they say, for the attempt of that number
   */
  public record Connections(RedisLink fleet, RedisLink copies, IntFunction<Redis> listeners) {}

  /**
   * Opens it.
   *
   * @param config with one key at least
   * @param exposure differs where other attributes are kept
   */
  public static RedisCache open(
      Vertx vertx,
      Connections connections,
      FleetKeys keys,
      RedisConfig config,
      CacheConfig cache,
      String exposure,
      LongSupplier nanoTime) {
    boolean isCluster = config.servers().kind() == RedisConfig.Kind.CLUSTER;
    boolean withholds = cache.optedOut() == CacheConfig.OptedOut.WITHHOLD;
    SecureRandom random = new SecureRandom();
    String instance = Long.toUnsignedString(random.nextLong(), 36);
    List<Sealing> sealings = Sealing.each(config.keyRing(), random);
    List<Shelf> shelves = Shelf.of(keys.workspace(), config.keyRing(), sealings);
    CopyCodec codec = new CopyCodec(exposure);
    TimesToLive timesToLive = new TimesToLive(cache);
    UnreadableCopies unreadable = new UnreadableCopies(nanoTime);
    List<ShelfReader> readers = shelves.stream()
        .map(shelf -> new ShelfReader(shelf, codec, timesToLive, unreadable))
        .toList();
    RedisLink link = connections.copies;

    Glance copies = new Glance(link, isCluster, nanoTime);
    Reads reads = new Reads(copies, readers, nanoTime);
    Channel channel = new Channel(keys.named("bus"), sealings, instance);
    Fills fills = new Fills(link, shelves, codec, timesToLive, channel, withholds);
    Leases leases = new Leases(link, fills, shelves.get(0), isCluster);
    LeaseGrants claims =
        new LeaseGrants(link, copies, readers, leases, timesToLive, withholds, instance, nanoTime);
    Drops drops =
        new Drops(vertx, connections.listeners, connections.fleet, channel, isCluster, nanoTime);
    Glance glance = new Glance(connections.fleet, isCluster, nanoTime);
    Purges purges = new Purges(connections.fleet, glance, shelves, codec, timesToLive, drops);
    return new RedisCache(link, reads, claims, drops, purges);
  }

  /**
   * Makes the first connections. Done when Redis answered and was heard for the first time, or not within three
   * seconds; never fails.
   */
  public Future<Void> connect() {
    return Future.join(link.connect(), drops.open())
        .<Void>mapEmpty()
        .timeout(LONGEST_START.toMillis(), TimeUnit.MILLISECONDS)
        .otherwiseEmpty();
  }

  /** Closes its connections. Does not fail when Redis is away. */
  public Future<Void> close() {
    return drops.close().eventually(link::close);
  }

  @Override
  public Future<List<Known>> read(List<Query> queries, Duration limit) {
    return reads.read(queries, limit);
  }

  @Override
  public Future<Claim> claim(Query query, @Nullable Fetch than, boolean yields, Duration limit) {
    return claims.claim(query, than, yields, limit);
  }

  @Override
  public boolean hearsOfDrops() {
    return drops.hearsOfDrops();
  }

  @Override
  public int losses() {
    return drops.losses();
  }

  @Override
  public void onDrop(Consumer<ProfileReference> listener) {
    drops.onDrop(listener);
  }

  @Override
  public Future<Purged> purge(Set<Mpid> mpids, Set<Identity> identities) {
    return purges.purge(mpids, identities);
  }
}
