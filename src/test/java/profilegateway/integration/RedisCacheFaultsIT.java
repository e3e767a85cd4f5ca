package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.integration.RunningCache.fetched;
import static profilegateway.integration.RunningCache.found;
import static profilegateway.integration.RunningCache.optedOut;
import static profilegateway.integration.RunningFleet.await;
import static profilegateway.integration.RunningFleet.done;
import static profilegateway.profile.Part.ATTRIBUTION;
import static profilegateway.profile.Part.USER_ATTRIBUTES;
import static profilegateway.testing.Patience.timeUntil;
import static profilegateway.testing.Patience.until;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import profilegateway.cache.copies.Copies;
import profilegateway.cache.copies.Known;
import profilegateway.cache.store.SharedCache;
import profilegateway.cache.store.SharedCache.Claim;
import profilegateway.cache.store.SharedCache.Lease;
import profilegateway.cache.store.SharedCache.Query;
import profilegateway.profile.Identity;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileFailure;
import profilegateway.testing.TestRedis;

/** Whatever becomes of Redis, what is asked of it ends in time, and it serves again when it is back. */
class RedisCacheFaultsIT {
  /** What an operation has for the cache. */
  private static final Duration LIMIT = Duration.ofMillis(50);

  /** A machine that is busy with other tests is slow to tell that time is up. */
  private static final Duration SLOWNESS = Duration.ofMillis(1_500);

  private static final Mpid SOMEBODY = new Mpid(7);
  private static final Mpid SOMEBODY_ELSE = new Mpid(8);
  private static final Identity CUSTOMER = new Identity("customer_id", "c-7");

  private final TestRedis redis = TestRedis.start();
  private final RunningCache one = RunningCache.start(redis);
  private final SharedCache cache = one.cache();

  @AfterEach
  void close() {
    redis.resume();
    one.close();
    redis.close();
  }

  /** What can become of Redis, and how it is itself again. */
  record Fault(String name, Consumer<TestRedis> comes, Consumer<TestRedis> goes) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Fault> faults() {
    return Stream.of(
        new Fault("killed", TestRedis::kill, TestRedis::restart),
        new Fault("frozen", TestRedis::pause, TestRedis::resume),
        new Fault("full", redis -> redis.fill(true), redis -> redis.fill(false)),
        new Fault("read-only", redis -> redis.replicate(true), redis -> redis.replicate(false)),
        new Fault("locked", redis -> redis.demand("another"), redis -> redis.demand("")),
        new Fault("emptied", TestRedis::flush, redis -> {}),
        new Fault("restarted", TestRedis::restart, redis -> {}));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void everyCallEndsInTimeAndAllIsWellWhenRedisIs(Fault fault) {
    one.fill(CUSTOMER, found(SOMEBODY, ATTRIBUTION));
    Lease lease = one.claim(SOMEBODY_ELSE, USER_ATTRIBUTES).lease();
    fault.comes.accept(redis);

    for (int round = 0; round < 5; round++) {
      asked().forEach(call -> endsWithin(LIMIT, call));
      told(lease).forEach(call -> endsWithin(Duration.ofMillis(500), call));
    }
    IntStream.range(0, 300)
        .mapToObj(number -> cache.read(List.of(new Query(SOMEBODY, Parts.ALL)), LIMIT))
        .toList()
        .forEach(call -> endsWithin(LIMIT, call));

    fault.goes.accept(redis);
    until(this::serves);
    until(() -> cache.hearsOfDrops());
    assertThat(await(cache.purge(Set.of(SOMEBODY), Set.of())).silent()).isEmpty();
  }

  /** What an operation waits for. */
  private List<Future<?>> asked() {
    return List.of(
        cache.read(List.of(new Query(SOMEBODY, Parts.ALL), new Query(CUSTOMER, Parts.ALL)), LIMIT),
        cache.claim(new Query(SOMEBODY, Parts.ALL), fetched(1), false, LIMIT),
        cache.claim(new Query(CUSTOMER, Parts.ALL), null, false, LIMIT));
  }

  /** What nobody waits for. */
  private static List<Future<?>> told(Lease lease) {
    return List.of(
        lease.keep(),
        lease.fill(found(SOMEBODY_ELSE, USER_ATTRIBUTES), fetched(1)),
        lease.fill(new Lookup.Absent(), fetched(1)),
        lease.failed(new ProfileFailure(ProfileFailure.Code.TIMEOUT)),
        lease.release());
  }

  private static void endsWithin(Duration limit, Future<?> call) {
    long start = System.nanoTime();
    var unused = await(call.transform(ended -> Future.succeededFuture(true)));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(limit.plus(SLOWNESS));
  }

  private boolean serves() {
    Mpid mpid = new Mpid(9);
    List<Query> query = List.of(new Query(mpid, Parts.of(ATTRIBUTION)));
    Future<Boolean> served = cache
        .claim(query.get(0), fetched(1), false, LIMIT)
        .compose(claim -> claim.lease().fill(found(mpid, ATTRIBUTION), fetched(1)))
        .compose(filled -> cache.read(query, LIMIT))
        .map(known -> known.get(0) instanceof Known.Held);
    return await(served.otherwise(false));
  }

  @Test
  void aFrozenRedisIsLeftAloneSoon() {
    redis.pause();

    // Each waits for its 50 ms until it is clear that nobody answers.
    Duration left = timeUntil(() -> {
      Future<List<Known>> read = cache.read(List.of(new Query(SOMEBODY, Parts.ALL)), LIMIT);
      var unused = await(read.otherwise(List.of()));
      return "Redis is away".equals(read.cause().getMessage());
    });
    assertThat(left).isBetween(Duration.ofMillis(140), Duration.ofSeconds(1).plus(SLOWNESS));

    redis.resume();
    until(this::serves);
  }

  @Test
  void aFullRedisStillDropsAndStillTakesInThatAUserOptedOut() {
    one.fill(SOMEBODY, found(SOMEBODY, ATTRIBUTION));
    one.fill(SOMEBODY_ELSE, found(SOMEBODY_ELSE, ATTRIBUTION));
    Claim claim = one.claim(SOMEBODY, fetched(1), ATTRIBUTION);
    redis.fill(true);

    assertThat(await(cache.purge(Set.of(SOMEBODY_ELSE), Set.of())).entries()).isEqualTo(2);
    done(claim.lease().fill(found(optedOut(SOMEBODY), ATTRIBUTION), fetched(1)));

    assertThat(one.read(SOMEBODY_ELSE, Part.values())).isInstanceOf(Known.Dropped.class);
    Copies copies = ((Known.Held) one.read(SOMEBODY, Part.values())).copies();
    assertThat(copies.head().optedOut()).isTrue();
    assertThat(copies.byPart()).isEmpty();
  }

  @Test
  void aReadOnlyRedisStillServes() {
    one.fill(SOMEBODY, found(SOMEBODY, ATTRIBUTION));
    redis.replicate(true);

    assertThat(one.read(SOMEBODY, ATTRIBUTION)).isInstanceOf(Known.Held.class);
    Future<Claim> claim = cache.claim(new Query(SOMEBODY_ELSE, Parts.ALL), null, false, LIMIT);
    var unused = await(claim.transform(ended -> Future.succeededFuture(true)));
    assertThat(claim.failed()).isTrue();
  }
}
