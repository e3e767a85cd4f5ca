package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.integration.CacheScripts.START;
import static profilegateway.integration.RunningCache.CONFIG;
import static profilegateway.integration.RunningCache.found;
import static profilegateway.integration.RunningFleet.done;
import static profilegateway.profile.Part.ATTRIBUTION;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.config.CacheConfig;
import profilegateway.profile.Mpid;
import profilegateway.testing.TestRedis;

/**
 * A purge excludes every fetch that was claimed before it, and none that was claimed after it, even in the same millisecond. Runs the
 * scripts at times that the test sets.
 */
class PurgeOrderIT {
  /** Number of purges before the claim, between claim and fill, and after the fill. */
  private record Order(int before, int between, int after) {}

  private static TestRedis redis;
  private static CacheScripts scripts;

  @BeforeAll
  static void start() {
    redis = TestRedis.start();
    scripts = new CacheScripts(redis);
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @BeforeEach
  void clear() {
    scripts.clear();
  }

  /** A clock that advances by the given steps in turn, in milliseconds. */
  private static final class Clock {
    private final List<Integer> steps;
    private long now = START;
    private int taken;

    private Clock(List<Integer> steps) {
      this.steps = steps;
    }

    private long next() {
      now += steps.get(taken % steps.size());
      taken++;
      return now;
    }
  }

  private static Stream<List<Integer>> steps() {
    return Stream.of(
        List.of(0), List.of(1), List.of(2), List.of(0, 1), List.of(1, 0), List.of(0, 0, 1));
  }

  private static List<Order> orders() {
    List<Order> orders = new ArrayList<>();
    for (int before = 0; before < 4; before++) {
      for (int between = 0; between < 3; between++) {
        for (int after = 0; after < 2; after++) {
          orders.add(new Order(before, between, after));
        }
      }
    }
    return orders;
  }

  private static void purge(int times, Clock clock) {
    for (int i = 0; i < times; i++) {
      scripts.purge(clock.next());
    }
  }

  @ParameterizedTest
  @MethodSource("steps")
  void aProfileIsHeldOnlyIfItWasClaimedAfterTheLastPurge(List<Integer> steps) {
    for (char kind : "hoa".toCharArray()) {
      for (Order order : orders()) {
        scripts.clear();
        Clock clock = new Clock(steps);
        purge(order.before, clock);
        long stamp = scripts.claim(clock.next());
        purge(order.between, clock);
        boolean isWritten = scripts.fill(clock.next(), stamp, kind);
        purge(order.after, clock);

        boolean isHeld = order.between + order.after == 0;
        assertThat(isWritten).as("%s of %s", order, kind).isEqualTo(order.between == 0);
        assertThat(scripts.kind()).as("%s of %s", order, kind).isEqualTo(isHeld ? kind : 'd');
        assertThat(scripts.holdsContent()).isEqualTo(isHeld && kind == 'h');
      }
    }
  }

  @ParameterizedTest
  @MethodSource("steps")
  void aLinkIsHeldOnlyIfItWasClaimedAfterTheLastPurge(List<Integer> steps) {
    for (Order order : orders()) {
      scripts.clear();
      Clock clock = new Clock(steps);
      purge(order.before, clock);
      long stamp = scripts.claim(clock.next());
      purge(order.between, clock);
      boolean isWritten = scripts.link(clock.next(), stamp);
      purge(order.after, clock);

      assertThat(isWritten).as("%s", order).isEqualTo(order.between == 0);
      assertThat(scripts.holdsContent())
          .as("%s", order)
          .isEqualTo(order.between + order.after == 0);
    }
  }

  @ParameterizedTest
  @MethodSource("steps")
  void anOptOutEndsWhatWasClaimedBeforeItWasLearned(List<Integer> steps) {
    for (int purges = 0; purges < 3; purges++) {
      scripts.clear();
      Clock clock = new Clock(steps);
      purge(purges, clock);
      long optedOut = scripts.claim(clock.next());
      long before = scripts.claim(clock.next());
      assertThat(scripts.fill(clock.next(), optedOut, 'o')).isTrue();
      long after = scripts.claim(clock.next());

      assertThat(scripts.fill(clock.next(), before, 'h')).isFalse();
      assertThat(scripts.kind()).isEqualTo('o');
      assertThat(scripts.fill(clock.next(), after, 'h')).isTrue();
      assertThat(scripts.kind()).isEqualTo('h');
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1})
  void absenceOutlastsAProfileThatWasNotClaimedLater(long later) {
    for (boolean isAbsentFirst : List.of(true, false)) {
      scripts.clear();
      long now = START + 10;
      if (isAbsentFirst) {
        assertThat(scripts.fill(now, START, 'a')).isTrue();
        assertThat(scripts.fill(now, START + later, 'h')).isEqualTo(later > 0);
      } else {
        assertThat(scripts.fill(now, START + later, 'h')).isTrue();
        assertThat(scripts.fill(now, START, 'a')).isEqualTo(later <= 0);
      }
      assertThat(scripts.kind()).isEqualTo(later > 0 ? 'h' : 'a');
      assertThat(scripts.holdsContent()).isEqualTo(later > 0);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1})
  void absenceOutlastsALinkThatWasNotClaimedLater(long later) {
    for (boolean isAbsentFirst : List.of(true, false)) {
      scripts.clear();
      long now = START + 10;
      if (isAbsentFirst) {
        assertThat(scripts.fill(now, START, 'a')).isTrue();
        assertThat(scripts.link(now, START + later)).isEqualTo(later > 0);
      } else {
        assertThat(scripts.link(now, START + later)).isTrue();
        assertThat(scripts.fill(now, START, 'a')).isEqualTo(later <= 0);
      }
      assertThat(scripts.holdsContent()).isEqualTo(later > 0);
    }
  }

  @Test
  void aFenceOfAClockThatWasSetBackKeepsNothingOut() {
    scripts.purge(START + 3_600_000);

    assertThat(scripts.fill(START, scripts.claim(START), 'h')).isTrue();
  }

  @Test
  void aFenceOutlastsEveryFetchThoughCopiesAreShortLived() {
    Duration brief = Duration.ofMillis(500);
    CacheConfig config = new CacheConfig(
        true,
        64,
        true,
        new CacheConfig.Times(brief, Duration.ZERO, Duration.ZERO),
        Map.of(),
        brief,
        CONFIG.exposed(),
        CONFIG.optedOut());
    Mpid purged = new Mpid(1);
    Mpid optedOut = new Mpid(2);
    try (RunningCache cache = RunningCache.start(redis, config, "all", RunningCache.KEY)) {
      done(cache.cache().purge(Set.of(purged), Set.of()));
      cache.fill(purged, found(purged, ATTRIBUTION));
      cache.fill(optedOut, found(RunningCache.optedOut(optedOut), ATTRIBUTION));
    }

    List<String> states =
        redis.lines("KEYS", "*").stream().filter(name -> name.endsWith(":s")).toList();
    assertThat(states).hasSize(2);
    for (String state : states) {
      assertThat(Long.parseLong(redis.lines("PTTL", state).get(0).substring(1)))
          .isBetween(30_000L, 60_000L);
    }
  }
}
