package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static profilegateway.integration.RunningCache.fetched;
import static profilegateway.integration.RunningCache.found;
import static profilegateway.integration.RunningCache.optedOut;
import static profilegateway.integration.RunningCache.parts;
import static profilegateway.integration.RunningFleet.await;
import static profilegateway.integration.RunningFleet.done;
import static profilegateway.profile.Part.ATTRIBUTION;
import static profilegateway.profile.Part.USER_ATTRIBUTES;
import static profilegateway.testing.Patience.until;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import profilegateway.cache.copies.Known;
import profilegateway.cache.store.SharedCache.Claim;
import profilegateway.cache.store.SharedCache.Purged;
import profilegateway.profile.Identity;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.ProfileReference;
import profilegateway.testing.TestRedis;

/** What is dropped on purpose is dropped everywhere, and what was fetched before does not come back. */
class RedisPurgeIT {
  private static final Mpid SOMEBODY = new Mpid(7);
  private static final Mpid SOMEBODY_ELSE = new Mpid(8);
  private static final Identity CUSTOMER = new Identity("customer_id", "c-7");
  private static final Identity STRANGER = new Identity("customer_id", "nobody-knows");

  private final TestRedis redis = TestRedis.start();
  private final RunningCache one = RunningCache.start(redis);
  private final RunningCache other = RunningCache.start(redis);
  private final Set<ProfileReference> droppedByOne = listen(one);
  private final Set<ProfileReference> droppedByOther = listen(other);

  @AfterEach
  void close() {
    one.close();
    other.close();
    redis.close();
  }

  private static Set<ProfileReference> listen(RunningCache cache) {
    Set<ProfileReference> dropped = ConcurrentHashMap.newKeySet();
    cache.cache().onDrop(dropped::add);
    return dropped;
  }

  private static Purged purge(RunningCache cache, Set<Mpid> mpids, Set<Identity> identities) {
    return await(cache.cache().purge(mpids, identities));
  }

  /** Until each knows that the other is there. */
  private void meet() {
    until(() -> one.cache().hearsOfDrops() && other.cache().hearsOfDrops());
    until(() -> purge(one, Set.of(), Set.of()).confirmed().size() == 2);
    until(() -> purge(other, Set.of(), Set.of()).confirmed().size() == 2);
  }

  @Test
  void whatIsPurgedIsGoneFromRedisAndFromEveryInstance() {
    meet();
    one.fill(SOMEBODY, found(SOMEBODY, Part.values()));
    one.fill(SOMEBODY_ELSE, found(SOMEBODY_ELSE, ATTRIBUTION));

    Purged purged = purge(one, Set.of(SOMEBODY), Set.of());

    assertThat(purged.entries()).isEqualTo(6);
    assertThat(purged.confirmed()).hasSize(2);
    assertThat(purged.silent()).isEmpty();
    assertThat(purged.unlinked()).isEmpty();
    assertThat(droppedByOne).containsExactly(SOMEBODY);
    assertThat(droppedByOther).containsExactly(SOMEBODY);
    Known known = other.read(SOMEBODY, Part.values());
    assertThat(known).isInstanceOf(Known.Dropped.class);
    assertThat(((Known.Dropped) known).age()).isBetween(Duration.ZERO, Duration.ofSeconds(5));
    assertThat(other.read(SOMEBODY_ELSE, ATTRIBUTION)).isInstanceOf(Known.Held.class);
  }

  @Test
  void anIdentityIsPurgedWithItsProfile() {
    meet();
    one.fill(CUSTOMER, found(SOMEBODY, ATTRIBUTION));

    Purged purged = purge(other, Set.of(), Set.of(CUSTOMER, STRANGER));

    // Head, part and link.
    assertThat(purged.entries()).isEqualTo(3);
    assertThat(purged.unlinked()).containsExactly(STRANGER);
    assertThat(droppedByOne).containsExactlyInAnyOrder(CUSTOMER, STRANGER, SOMEBODY);
    assertThat(droppedByOther).isEqualTo(droppedByOne);
    assertThat(one.read(SOMEBODY, ATTRIBUTION)).isInstanceOf(Known.Dropped.class);
    assertThat(one.read(CUSTOMER, ATTRIBUTION)).isInstanceOf(Known.Dropped.class);
    assertThat(purge(one, Set.of(), Set.of(CUSTOMER)).unlinked()).containsExactly(CUSTOMER);
  }

  @Test
  void whatWasFetchedBeforeDoesNotComeBack() {
    Claim before = one.claim(SOMEBODY, ATTRIBUTION);
    done(other.cache().purge(Set.of(SOMEBODY), Set.of()));
    done(before.lease().fill(found(SOMEBODY, ATTRIBUTION), fetched(1)));
    assertThat(other.read(SOMEBODY, ATTRIBUTION)).isInstanceOf(Known.Dropped.class);

    // Its lease has gone, too: nobody waits for what does not count.
    Claim after = other.claim(SOMEBODY, USER_ATTRIBUTES, ATTRIBUTION);
    assertThat(after.granted()).isEqualTo(parts(USER_ATTRIBUTES, ATTRIBUTION));
    done(after.lease().fill(found(SOMEBODY, USER_ATTRIBUTES), fetched(1)));
    done(before.lease().fill(found(SOMEBODY, ATTRIBUTION), fetched(1)));
    Known known = one.read(SOMEBODY, Part.values());
    assertThat(((Known.Held) known).copies().byPart().keySet()).containsExactly(USER_ATTRIBUTES);
  }

  @Test
  void whatWasFetchedByAnIdentityBeforeDoesNotComeBackEither() {
    Claim byIdentity = one.claim(CUSTOMER, ATTRIBUTION);
    Claim byStranger = one.claim(STRANGER, ATTRIBUTION);
    done(other.cache().purge(Set.of(SOMEBODY_ELSE), Set.of(CUSTOMER)));
    done(byIdentity.lease().fill(found(SOMEBODY, ATTRIBUTION), fetched(1)));
    done(byStranger.lease().fill(found(SOMEBODY_ELSE, ATTRIBUTION), fetched(1)));

    assertThat(one.read(CUSTOMER, ATTRIBUTION)).isInstanceOf(Known.Dropped.class);
    assertThat(one.read(SOMEBODY, ATTRIBUTION)).isEqualTo(new Known.Nothing());
    assertThat(one.read(SOMEBODY_ELSE, ATTRIBUTION)).isInstanceOf(Known.Dropped.class);
    assertThat(one.read(STRANGER, ATTRIBUTION)).isInstanceOf(Known.Dropped.class);
  }

  @Test
  void aPurgeAmidAHundredFillsLetsNoneBackIn() {
    List<Mpid> all = LongStream.rangeClosed(1, 100).mapToObj(Mpid::new).toList();
    List<Claim> claims = all.stream()
        .map(mpid -> (mpid.value() % 2 == 0 ? one : other).claim(mpid, ATTRIBUTION))
        .toList();

    List<Future<Void>> first = fill(all, claims, 0, 50);
    Future<Purged> purged = one.cache().purge(Set.copyOf(all), Set.of());
    List<Future<Void>> last = fill(all, claims, 50, 100);
    done(purged);
    done(Future.all(first));
    done(Future.all(last));

    for (Mpid mpid : all) {
      assertThat(other.read(mpid, Part.values())).isInstanceOf(Known.Dropped.class);
    }
  }

  private static List<Future<Void>> fill(List<Mpid> mpids, List<Claim> claims, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(number ->
            claims.get(number).lease().fill(found(mpids.get(number), ATTRIBUTION), fetched(1)))
        .toList();
  }

  @Test
  void manyArePurgedTogether() {
    Set<Mpid> many =
        LongStream.rangeClosed(1, 1_000).mapToObj(Mpid::new).collect(Collectors.toSet());
    one.fill(new Mpid(1_000), found(new Mpid(1_000), ATTRIBUTION));

    assertThat(purge(one, many, Set.of()).entries()).isEqualTo(2);
  }

  @Test
  void thatAUserOptedOutIsHeardAtOnceAndSoIsThatOneDidNot() {
    meet();
    one.fill(SOMEBODY, found(SOMEBODY, ATTRIBUTION));
    assertThat(droppedByOther).isEmpty();

    one.fill(CUSTOMER, found(optedOut(SOMEBODY), ATTRIBUTION));
    until(() -> droppedByOther.equals(Set.of(SOMEBODY, CUSTOMER)));

    droppedByOther.clear();
    one.fill(SOMEBODY, found(optedOut(SOMEBODY), ATTRIBUTION));
    one.fill(SOMEBODY, found(SOMEBODY, ATTRIBUTION));
    until(() -> droppedByOther.equals(Set.of(SOMEBODY)));
    // The instance that fetched it needs no telling.
    assertThat(droppedByOne).isEmpty();
  }

  @Test
  void thatSomebodyIsGoneIsHeardAtOnce() {
    meet();
    one.fill(SOMEBODY, found(SOMEBODY, ATTRIBUTION));
    one.fill(CUSTOMER, found(SOMEBODY_ELSE, ATTRIBUTION));
    one.fill(SOMEBODY, new Lookup.Absent());
    one.fill(CUSTOMER, new Lookup.Absent());
    until(() -> droppedByOther.equals(Set.of(SOMEBODY, SOMEBODY_ELSE, CUSTOMER)));
  }

  @Test
  void thatSomebodyIsNotThereOfWhomNothingWasKnownIsToldToNobody() {
    meet();
    one.fill(SOMEBODY_ELSE, new Lookup.Absent());
    one.fill(STRANGER, new Lookup.Absent());
    one.fill(SOMEBODY, found(optedOut(SOMEBODY), ATTRIBUTION));

    until(() -> droppedByOther.contains(SOMEBODY));
    assertThat(droppedByOther).containsExactly(SOMEBODY);
  }

  @Test
  void anInstanceThatLeftIsNotWaitedFor() {
    meet();
    try (RunningCache third = RunningCache.start(redis)) {
      until(() -> purge(one, Set.of(), Set.of()).confirmed().size() == 3);
      until(() -> third.cache().hearsOfDrops());
    }

    Purged purged = purge(one, Set.of(SOMEBODY), Set.of());

    assertThat(purged.confirmed()).hasSize(2);
    assertThat(purged.silent()).isEmpty();
  }

  @Test
  void anInstanceThatHasJustStartedWaitsForAllWhoMayHoldCopies() {
    one.fill(SOMEBODY, found(SOMEBODY, ATTRIBUTION));
    try (RunningCache third = RunningCache.start(redis)) {
      Purged purged = purge(third, Set.of(SOMEBODY), Set.of());

      assertThat(purged.confirmed()).hasSize(3);
      assertThat(purged.silent()).isEmpty();
      assertThat(droppedByOne).containsExactly(SOMEBODY);
      assertThat(droppedByOther).containsExactly(SOMEBODY);
    }
  }

  @Test
  void anInstanceThatHasJustStartedNamesOneThatDoesNotAnswer() {
    other.cache().onDrop(reference -> {
      throw new IllegalStateException("does not get to its confirmation");
    });
    try (RunningCache third = RunningCache.start(redis)) {
      Purged purged = purge(third, Set.of(SOMEBODY), Set.of());

      assertThat(purged.confirmed()).hasSize(2);
      assertThat(purged.silent()).hasSize(1);
    }
  }

  @Test
  void anInstanceHearsOnAfterABug() {
    meet();
    AtomicInteger heard = new AtomicInteger();
    other.cache().onDrop(reference -> {
      if (heard.getAndIncrement() == 0) {
        throw new IllegalStateException("does not get to its confirmation");
      }
    });

    assertThat(purge(one, Set.of(SOMEBODY), Set.of()).silent()).hasSize(1);
    assertThat(purge(one, Set.of(SOMEBODY), Set.of()).silent()).isEmpty();
    assertThat(purge(one, Set.of(SOMEBODY), Set.of()).confirmed()).hasSize(2);
  }

  @Test
  void anInstanceThatDoesNotAnswerIsNamed() {
    meet();
    other.cache().onDrop(reference -> {
      throw new IllegalStateException("does not get to its confirmation");
    });

    long start = System.nanoTime();
    Purged purged = purge(one, Set.of(SOMEBODY), Set.of());

    assertThat(purged.confirmed()).hasSize(1);
    assertThat(purged.silent()).hasSize(1);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
  }

  @Test
  void aPurgeWithoutRedisFailsAndDropsWhatThisInstanceHolds() {
    redis.kill();

    assertThatThrownBy(() -> purge(one, Set.of(SOMEBODY), Set.of(CUSTOMER)))
        .isInstanceOf(Exception.class);
    assertThat(droppedByOne).containsExactlyInAnyOrder(SOMEBODY, CUSTOMER);
  }

  @Test
  void touchIsLostAndFoundWithRedis() {
    until(() -> one.cache().hearsOfDrops());
    int before = one.cache().losses();
    redis.kill();
    until(() -> !one.cache().hearsOfDrops());
    int lost = one.cache().losses();
    assertThat(lost).isGreaterThan(before);

    redis.restart();
    until(() -> one.cache().hearsOfDrops());

    // What was copied while it was out of touch is as doubtful as what was before.
    assertThat(one.cache().losses()).isGreaterThan(lost);
    assertThat(purge(one, Set.of(SOMEBODY), Set.of()).entries()).isZero();
  }

  @Test
  void touchIsLostWhenRedisFreezes() {
    until(() -> one.cache().hearsOfDrops());
    redis.pause();
    until(() -> !one.cache().hearsOfDrops());

    redis.resume();
    until(() -> one.cache().hearsOfDrops());
  }

  @Test
  void touchIsFoundWhenRedisLetsTheInstanceInAgain() {
    List<Throwable> bugs = new CopyOnWriteArrayList<>();
    one.fleet().vertx().exceptionHandler(bugs::add);
    until(() -> one.cache().hearsOfDrops());
    redis.demand("another");
    until(() -> !one.cache().hearsOfDrops());
    until(() -> isRefusedAgain());

    redis.demand("");
    until(() -> one.cache().hearsOfDrops());
    assertThat(bugs).isEmpty();
  }

  private boolean isRefusedAgain() {
    return redis.lines("INFO", "commandstats").stream()
        .anyMatch(line -> line.matches("cmdstat_subscribe:.*rejected_calls=([2-9]|\\d\\d).*"));
  }

  @Test
  void whatIsSaidIsOfNoUseToWhoeverHasNoKey() {
    meet();
    List<String> heard = redis.listen("pg:{1/2/3}:bus", () -> {
      one.fill(SOMEBODY, found(optedOut(SOMEBODY), ATTRIBUTION));
      done(one.cache().purge(Set.of(SOMEBODY), Set.of(CUSTOMER)));
    });
    assertThat(heard).hasSizeGreaterThan(3);
    assertThat(String.join("", heard)).doesNotContain("c-7", "customer");

    droppedByOther.clear();
    redis.tell("PUBLISH", "pg:{1/2/3}:bus", "D\u0000\u0001x\u0000\u0000\u0000\u0000\u0000\u0000");
    redis.tell("PUBLISH", "pg:{1/2/3}:bus", "");
    assertThat(purge(one, Set.of(), Set.of()).confirmed()).hasSize(2);
    assertThat(droppedByOther).isEmpty();
  }
}
