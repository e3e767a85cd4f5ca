package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static profilegateway.integration.RunningFleet.await;
import static profilegateway.integration.RunningFleet.done;
import static profilegateway.testing.Patience.until;
import static profilegateway.upstream.ratelimit.permits.FleetQuota.Share.WHOLE;
import static profilegateway.upstream.ratelimit.permits.FleetQuota.Share.WITHOUT_RESERVE;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import profilegateway.testing.TestRedis;
import profilegateway.upstream.ratelimit.permits.FleetQuota;
import profilegateway.upstream.ratelimit.permits.FleetQuota.Grant;

/** The quota that instances share through a real Redis. */
class RedisQuotaIT {
  private static final Duration WINDOW = Duration.ofMillis(1030);

  private final List<RunningFleet> opened = new ArrayList<>();
  private final TestRedis redis = TestRedis.start();

  @AfterEach
  void close() {
    opened.forEach(RunningFleet::close);
    redis.close();
  }

  private RunningFleet open(int quota, int burst) {
    settle();
    RunningFleet fleet = RunningFleet.start(redis, quota, burst);
    opened.add(fleet);
    return fleet;
  }

  /** As if the quota had been kept in this Redis for long. */
  private void settle() {
    if (redis.isAlive()) {
      redis.tell("SET", "pg:{1/2/3}:start", redis.runId() + " 0");
    }
  }

  @Test
  void aStartWaitsForRedisAndGoesOnWithoutIt() {
    done(open(10, 0).fleet().connect());
    redis.kill();
    done(open(10, 0).fleet().connect());
  }

  private FleetQuota quota(int quota, int burst) {
    return open(quota, burst).fleet().quota();
  }

  @Test
  void noSlidingSecondHasMoreThanTheQuotaAndItIsUsedForAsLongAsSomebodyAsks() {
    int limit = 55;
    List<RunningFleet> fleets =
        IntStream.range(0, 3).mapToObj(number -> open(50, 5)).toList();
    AtomicBoolean goesOn = new AtomicBoolean(true);
    GrantHistory history = new GrantHistory();

    List<Future<Void>> hammers = fleets.stream()
        .flatMap(fleet -> IntStream.range(0, 4)
            .mapToObj(number -> hammer(fleet, 1 + number % 3, goesOn, history)))
        .toList();
    until(() -> history.total() >= 4 * limit);
    goesOn.set(false);
    done(Future.all(hammers));

    assertThat(history.most(WINDOW)).isLessThanOrEqualTo(limit);
  }

  /** Asks again as soon as it is told that there may be more. */
  private static Future<Void> hammer(
      RunningFleet fleet, int wanted, AtomicBoolean goesOn, GrantHistory history) {
    return fleet.fleet().quota().take(wanted, wanted, WHOLE).compose(grant -> {
      history.add(grant);
      if (!goesOn.get()) {
        return Future.succeededFuture();
      }
      long pause = Math.max(1, grant.askAgain().toMillis());
      return fleet
          .vertx()
          .timer(pause, TimeUnit.MILLISECONDS)
          .compose(done -> hammer(fleet, wanted, goesOn, history));
    });
  }

  @Test
  void whatIsLeftIsGrantedAndTheTimeToAskAgainIsExact() {
    FleetQuota quota = quota(10, 0);

    Grant all = await(quota.take(4, 4, WHOLE));
    assertThat(all).isEqualTo(new Grant(4, all.at(), Duration.ZERO, Duration.ZERO, 6));
    Grant rest = await(quota.take(9, 9, WHOLE));
    assertThat(rest.permits()).isEqualTo(6);
    assertThat(rest.left()).isZero();
    assertThat(rest.coolDown()).isZero();
    // By Redis's own clock: how long anything takes to arrive does not matter.
    long room = all.at() + micros(WINDOW);
    assertThat(rest.at() + micros(rest.askAgain())).isBetween(room, room + 1_000);

    List<Grant> grants = new ArrayList<>();
    until(() -> {
      grants.add(await(quota.take(1, 1, WHOLE)));
      return grants.get(grants.size() - 1).permits() == 1;
    });
    Grant granted = grants.remove(grants.size() - 1);
    assertThat(granted.at()).isGreaterThanOrEqualTo(room);
    assertThat(grants).allSatisfy(none -> assertThat(none.at()).isLessThan(room));
  }

  private static long micros(Duration time) {
    return TimeUnit.NANOSECONDS.toMicros(time.toNanos());
  }

  @Test
  void theReserveIsKeptForReadsThatSomebodyWaitsFor() {
    FleetQuota quota = quota(10, 1);

    assertThat(await(quota.take(20, 20, WITHOUT_RESERVE)).permits()).isEqualTo(8);
    assertThat(await(quota.take(20, 20, WITHOUT_RESERVE)).permits()).isZero();
    assertThat(await(quota.take(20, 20, WHOLE)).permits()).isEqualTo(3);
    Grant none = await(quota.take(1, 1, WITHOUT_RESERVE));
    assertThat(none.permits()).isZero();
    assertThat(none.askAgain()).isPositive();
  }

  @Test
  void aQuotaOfTwoKeepsOneInReserveAndAQuotaOfOneNone() {
    assertThat(await(quota(2, 0).take(9, 9, WITHOUT_RESERVE)).permits()).isEqualTo(1);
    redis.flush();
    settle();
    assertThat(await(quota(1, 0).take(9, 9, WITHOUT_RESERVE)).permits()).isEqualTo(1);
  }

  @Test
  void aPauseHoldsForAllInstancesAndTheLongestCounts() {
    FleetQuota quota = quota(10, 0);
    FleetQuota other = quota(10, 0);
    FleetQuota unlimited = quota(0, 0);

    done(quota.coolDown(Duration.ofSeconds(30)));
    done(other.coolDown(Duration.ofSeconds(3)));

    for (FleetQuota each : List.of(quota, other, unlimited)) {
      Grant none = await(each.take(1, 1, WHOLE));
      assertThat(none.permits()).isZero();
      assertThat(none.coolDown()).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(30));
      assertThat(none.askAgain()).isEqualTo(none.coolDown());
    }
  }

  @Test
  void aPauseEndsByItself() {
    FleetQuota quota = quota(10, 0);
    done(quota.coolDown(Duration.ofMillis(200)));

    until(() -> await(quota.take(1, 1, WHOLE)).permits() == 1);
  }

  @Test
  void slowedDownAllInstancesShareHalf() {
    FleetQuota quota = quota(10, 1);
    done(quota(10, 1).slowDown(Duration.ofSeconds(30)));

    assertThat(await(quota.take(20, 20, WITHOUT_RESERVE)).permits()).isEqualTo(3);
    assertThat(await(quota.take(20, 20, WHOLE)).permits()).isEqualTo(2);
    assertThat(await(quota.take(20, 20, WHOLE)).askAgain())
        .isBetween(Duration.ofMillis(500), WINDOW);
  }

  @Test
  void slowedDownAQuotaOfOneStillHasOne() {
    FleetQuota quota = quota(1, 0);
    done(quota.slowDown(Duration.ofSeconds(30)));

    assertThat(await(quota.take(1, 1, WITHOUT_RESERVE)).permits()).isEqualTo(1);
  }

  @Test
  void withoutALimitEverythingIsGranted() {
    Grant all = await(quota(0, 0).take(100_000, 0, WITHOUT_RESERVE));

    assertThat(all).isEqualTo(new Grant(100_000, all.at(), Duration.ZERO, Duration.ZERO, 0));
  }

  @Test
  void aClockThatWasSetBackStopsNobodyForLong() {
    FleetQuota quota = quota(5, 0);
    assertThat(await(quota.take(3, 3, WHOLE)).permits()).isEqualTo(3);
    // A grant of an hour ahead, as Redis wrote it before its clock was set back.
    long ahead = System.currentTimeMillis() * 1_000 + TimeUnit.HOURS.toMicros(1);
    redis.tell("RPUSH", "pg:{1/2/3}:quota", ahead + " 3 5");

    Grant none = await(quota.take(1, 1, WHOLE));

    assertThat(none.permits()).isZero();
    assertThat(none.askAgain()).isBetween(Duration.ofMillis(500), WINDOW);
  }

  @Test
  void whatIsHeldInRedisEndsByItself() {
    FleetQuota quota = quota(5, 0);
    done(quota.take(3, 3, WHOLE));
    done(quota.slowDown(Duration.ofSeconds(1)));
    done(quota.coolDown(Duration.ofSeconds(1)));

    for (String key : List.of("quota", "slow", "pause")) {
      String left = redis.lines("PTTL", "pg:{1/2/3}:" + key).get(0);
      // Not kept for ever (-1), and perhaps gone already (-2).
      assertThat(Integer.parseInt(left.substring(1))).isNotEqualTo(-1).isLessThanOrEqualTo(1_200);
    }
  }

  @Test
  void permitsThatAreGivenBackMayBeGrantedAgain() {
    FleetQuota quota = quota(10, 0);
    done(quota.take(3, 3, WHOLE));
    Grant rest = await(quota.take(7, 7, WHOLE));
    assertThat(await(quota.take(9, 9, WHOLE)).permits()).isZero();

    done(quota.giveBack(5, rest));

    assertThat(await(quota.take(9, 9, WHOLE)).permits()).isEqualTo(5);
    assertThat(await(quota.take(1, 1, WHOLE)).permits()).isZero();
  }

  @Test
  void whatIsGivenBackMakesRoomForNoMoreThanWasUsedLater() {
    FleetQuota quota = quota(4, 0);
    Grant first = await(quota.take(1, 1, WHOLE));
    done(quota.take(1, 1, WHOLE));
    done(quota.giveBack(1, first));
    assertThat(await(quota.take(9, 9, WHOLE)).permits()).isEqualTo(3);
    done(quota.giveBack(1, first));
    done(quota.giveBack(9, first));

    assertThat(redis.lines("LLEN", "pg:{1/2/3}:quota")).containsExactly(":0");
  }

  @Test
  void permitsOfAWindowThatIsOverCannotBeGivenBack() {
    FleetQuota quota = quota(3, 0);
    Grant old = await(quota.take(3, 3, WHOLE));
    until(() -> await(quota.take(3, 3, WHOLE)).permits() == 3);

    done(quota.giveBack(3, old));

    assertThat(await(quota.take(3, 3, WHOLE)).permits()).isZero();
  }

  @Test
  void aRedisThatBeginsAnewGrantsNothingForAWindowAndThenNoMoreThanOwnShares() {
    FleetQuota quota = quota(10, 0);
    assertThat(await(quota.take(9, 9, WHOLE)).permits()).isEqualTo(9);
    redis.flush();

    Grant none = await(quota.take(9, 9, WHOLE));
    assertThat(none.permits()).isZero();
    assertThat(none.askAgain()).isBetween(Duration.ofMillis(900), WINDOW);
    List<Grant> grants = new ArrayList<>();
    until(() -> {
      grants.add(await(quota.take(9, 2, WHOLE)));
      return grants.get(grants.size() - 1).permits() == 2;
    });
    assertThat(grants.get(grants.size() - 1).at() - none.at())
        .isGreaterThanOrEqualTo(micros(none.askAgain()) - 1_000);
    assertThat(await(quota.take(9, 0, WHOLE)).permits()).isZero();
    assertThat(await(quota.take(2, 3, WHOLE)).permits()).isEqualTo(2);
    assertThat(await(quota.take(9, 9, WHOLE)).permits()).isEqualTo(6);
  }

  @Test
  void aRedisThatCameBackWithOldDataBeginsAnew() {
    FleetQuota quota = quota(10, 0);
    redis.tell("SET", "pg:{1/2/3}:start", "theServerBefore 0");

    assertThat(await(quota.take(9, 9, WHOLE)).permits()).isZero();
  }

  @Test
  void aRedisThatHasKeptTheQuotaForLongGrantsItWhole() {
    assertThat(await(quota(10, 0).take(10, 0, WHOLE)).permits()).isEqualTo(10);
  }

  @Test
  void aScriptThatRedisForgotIsSentAgain() {
    FleetQuota quota = quota(10, 0);
    done(quota.take(1, 1, WHOLE));
    redis.tell("SCRIPT", "FLUSH");

    assertThat(await(quota.take(20, 20, WHOLE)).permits()).isEqualTo(9);
  }

  @Test
  void aFrozenRedisFailsInTimeAndHoldsNothing() {
    RunningFleet fleet = open(0, 0);
    FleetQuota quota = fleet.fleet().quota();
    done(quota.take(1, 1, WHOLE));
    redis.pause();

    long start = System.nanoTime();
    List<Future<Grant>> stuck =
        IntStream.range(0, 200).mapToObj(number -> quota.take(1, 1, WHOLE)).toList();
    done(Future.join(stuck).otherwiseEmpty());
    assertThat(stuck).allMatch(Future::failed);
    assertThat(fleet.fleet().isAway()).isTrue();

    Future<Grant> refused = quota.take(1, 1, WHOLE);
    assertThat(refused.failed()).as("at once").isTrue();
    assertThat(refused.cause()).hasMessage("Redis is away");

    // Longer than a connection lives without an answer: several generations of them go by.
    until(() -> System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(2_500));
    redis.resume();
    until(() -> !fleet.fleet().isAway());
    List<Future<Grant>> all =
        IntStream.range(0, 500).mapToObj(number -> quota.take(1, 1, WHOLE)).toList();
    assertThat(await(Future.all(all)).succeeded()).isTrue();
    long connections = redis.lines("CLIENT", "LIST").stream()
        .filter(line -> line.contains("lib-name") || line.contains("cmd=eval"))
        .count();
    assertThat(connections).isBetween(1L, 8L);
  }

  @Test
  void aKilledRedisFailsAndIsFoundAgain() {
    RunningFleet fleet = open(10, 0);
    FleetQuota quota = fleet.fleet().quota();
    done(quota.take(1, 1, WHOLE));
    redis.kill();

    long start = System.nanoTime();
    until(() -> {
      done(quota.take(1, 1, WHOLE).otherwiseEmpty());
      return fleet.fleet().isAway();
    });
    assertThat(fleet.fleet().since()).isBetween(start, System.nanoTime());

    redis.restart();
    until(() -> !fleet.fleet().isAway());
    settle();
    assertThat(await(quota.take(1, 1, WHOLE)).permits()).isEqualTo(1);
  }

  @Test
  void aRefusalIsNoAbsence() {
    RunningFleet fleet = open(10, 0);
    redis.tell("SET", "pg:{1/2/3}:quota", "not a list");

    for (int times = 0; times < 5; times++) {
      assertThatThrownBy(() -> await(fleet.fleet().quota().take(1, 1, WHOLE)))
          .hasMessageContaining("WRONGTYPE");
    }
    assertThat(fleet.fleet().isAway()).isFalse();
  }

  @Test
  void aRedisThatIsNotThereAtTheStartIsFoundLater() {
    redis.kill();
    RunningFleet fleet = open(10, 0);
    until(() -> {
      done(fleet.fleet().quota().take(1, 1, WHOLE).otherwiseEmpty());
      return fleet.fleet().isAway();
    });

    redis.restart();
    until(() -> !fleet.fleet().isAway());
    settle();

    assertThat(await(fleet.fleet().quota().take(1, 1, WHOLE)).permits()).isEqualTo(1);
  }
}
