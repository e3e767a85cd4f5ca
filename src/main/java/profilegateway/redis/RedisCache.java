package profilegateway.redis;

import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.Fetch;
import profilegateway.cache.Known;
import profilegateway.cache.SharedCache;
import profilegateway.config.CacheConfig;
import profilegateway.config.RedisConfig;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;
import profilegateway.profile.ProfileReference;
import profilegateway.redis.codec.CopyCodec;

/** Copies of profiles in Redis: sealed, under names that tell nothing, by Redis's own clock. */
final class RedisCache implements SharedCache {
  private final RedisLink link;
  private final Reads reads;
  private final Claims claims;
  private final Future<Void> ready;

  private RedisCache(RedisLink link, Reads reads, Claims claims) {
    this.link = link;
    this.reads = reads;
    this.claims = claims;
    this.ready = link.connect();
  }

  /**
   * Opens it.
   *
   * @param link for the copies alone
   * @param config with one key at least
   * @param exposure differs where other attributes are kept
   */
  static RedisCache open(
      RedisLink link,
      FleetKeys keys,
      RedisConfig config,
      CacheConfig cache,
      String exposure,
      LongSupplier nanoTime) {
    boolean isCluster = config.servers().kind() == RedisConfig.Kind.CLUSTER;
    boolean withholds = cache.optedOut() == CacheConfig.OptedOut.WITHHOLD;
    SecureRandom random = new SecureRandom();
    String instance = Long.toUnsignedString(random.nextLong(), 36);
    List<Shelf> shelves = Shelf.of(keys.workspace(), config.keyRing(), random);
    CopyCodec codec = new CopyCodec(exposure);
    Lifetimes lifetimes = new Lifetimes(cache);

    List<ShelfReader> readers =
        shelves.stream().map(shelf -> new ShelfReader(shelf, codec, lifetimes)).toList();
    Reads reads = new Reads(new Glance(link, isCluster, nanoTime), readers, nanoTime);
    Channel channel = new Channel(keys.named("bus"), shelves, instance);
    Fills fills = new Fills(link, shelves, codec, lifetimes, channel, withholds);
    Leases leases = new Leases(link, fills, shelves.get(0), isCluster);
    Claims claims =
        new Claims(link, readers.get(0), leases, lifetimes, withholds, instance, nanoTime);
    return new RedisCache(link, reads, claims);
  }

  /** Done when Redis answered for the first time, or did not within three seconds; never fails. */
  Future<Void> ready() {
    return ready;
  }

  Future<Void> close() {
    return link.close();
  }

  @Override
  public Future<List<Known>> read(List<Query> queries, Duration limit) {
    return reads.read(queries, limit);
  }

  @Override
  public Future<Claim> claim(Query query, @Nullable Fetch than, Duration limit) {
    return claims.claim(query, than, limit);
  }

  @Override
  public boolean isInTouch() {
    return false;
  }

  @Override
  public int losses() {
    return 0;
  }

  @Override
  public void onDrop(Consumer<ProfileReference> listener) {}

  @Override
  public Future<Purged> purge(Set<Mpid> mpids, Set<Identity> identities) {
    return Future.failedFuture("not yet");
  }
}
