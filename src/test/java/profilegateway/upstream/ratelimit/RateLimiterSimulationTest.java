package profilegateway.upstream.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.profile.Lane;

class RateLimiterSimulationTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void fourInstancesUnderHeavyLoadUseTheQuotaAndNoMore() {
    Simulation simulation = new Simulation(15, 4, 42);
    simulation.offer(Lane.VIEWER, 200, PATIENCE, MINUTE);

    simulation.time().pass(MINUTE);

    assertThat(simulation.busiestSecond()).isEqualTo(15);
    assertThat(simulation.calls()).hasSizeGreaterThanOrEqualTo(855);
    assertThat(simulation.seen(Lane.VIEWER).longest()).isLessThan(PATIENCE);
  }

  @Test
  void aFloodOfRefreshesDoesNotHoldUpThoseThatSomebodyWaitsFor() {
    Simulation simulation = new Simulation(15, 4, 42);
    simulation.offer(Lane.VIEWER, 6, PATIENCE, MINUTE);
    simulation.offer(Lane.OTHER, 6, PATIENCE, MINUTE);
    simulation.offer(Lane.BACKGROUND, 33, DAY, MINUTE);

    simulation.time().pass(MINUTE.plus(PATIENCE));
    assertThat(simulation.seen(Lane.VIEWER).answered()).isGreaterThanOrEqualTo(0.99);
    assertThat(simulation.seen(Lane.OTHER).answered()).isGreaterThanOrEqualTo(0.99);
    assertThat(simulation.seen(Lane.OTHER).longest()).isLessThan(PATIENCE);
    assertThat(simulation.seen(Lane.OTHER).longestRefused()).isLessThanOrEqualTo(PATIENCE);

    simulation.time().pass(Duration.ofMinutes(5));
    Simulation.Seen background = simulation.seen(Lane.BACKGROUND);
    assertThat(background.granted).isEqualTo(background.came);
    assertThat(simulation.busiestSecond()).isEqualTo(15);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8})
  void atThreeTimesTheQuotaThoseThatSomebodyWaitsForAreAnsweredWhateverTheSeed(int instances) {
    // Some at random, and some that fewer were answered with by an earlier rule.
    for (int seed : List.of(1, 2, 3, 4, 5, 27, 47, 58, 67)) {
      Simulation simulation = new Simulation(15, instances, seed);
      simulation.scatter(Lane.VIEWER, 6 * 60, PATIENCE, MINUTE);
      simulation.scatter(Lane.OTHER, 6 * 60, PATIENCE, MINUTE);
      simulation.offer(Lane.BACKGROUND, 33, DAY, MINUTE);

      simulation.time().pass(MINUTE.plus(PATIENCE));

      Simulation.Seen viewers = simulation.seen(Lane.VIEWER);
      Simulation.Seen others = simulation.seen(Lane.OTHER);
      double answered = (double) (viewers.granted + others.granted) / (viewers.came + others.came);
      assertThat(answered).as("seed %d", seed).isGreaterThanOrEqualTo(0.99);
      assertThat(simulation.seen(Lane.BACKGROUND).granted).isGreaterThan(100);
    }
  }

  @Test
  void callsThatAreHeldUpAreNeitherTooManyNorLost() {
    Simulation simulation = new Simulation(15, 4, 42);
    simulation.fleet().slowTo(Duration.ofMillis(60));
    simulation.holdUp(Duration.ofMillis(60));
    simulation.offer(Lane.VIEWER, 200, PATIENCE, MINUTE);

    simulation.time().pass(MINUTE);

    assertThat(simulation.busiestSecond()).isEqualTo(15);
    assertThat(simulation.calls()).hasSizeGreaterThanOrEqualTo(855);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 7, 15})
  void aFleetThatForgetsNeverLeadsToMoreThanTheQuota(int instances) {
    Simulation simulation = new Simulation(15, instances, 42);
    simulation.offer(Lane.VIEWER, 200, PATIENCE, MINUTE);

    simulation.time().pass(Duration.ofMillis(20_500));
    simulation.fleet().forget();
    simulation.time().pass(Duration.ofSeconds(20));

    assertThat(simulation.busiestSecond()).isEqualTo(15);
    assertThat(simulation.callsBetween(Duration.ofSeconds(25), Duration.ofSeconds(40)))
        .isGreaterThanOrEqualTo(210);
  }

  @Test
  void whoSleptThroughAnOutageKeepsToItsShareAsTheOthersDo() {
    Simulation simulation = new Simulation(15, 3, 42);
    simulation.idle(1);
    simulation.offer(Lane.VIEWER, 200, PATIENCE, MINUTE);
    simulation.time().pass(Duration.ofSeconds(10));

    simulation.fleet().lose();
    simulation.time().pass(Duration.ofSeconds(10));
    simulation.fleet().find();
    simulation.idle(0);
    simulation.time().pass(Duration.ofSeconds(10));

    assertThat(simulation.busiestSecond()).isEqualTo(15);
  }

  @Test
  void refreshesGoOnUnderALoadThatNeverEnds() {
    Simulation simulation = new Simulation(15, 4, 42);
    simulation.offer(Lane.BACKGROUND, 1, DAY, Duration.ofSeconds(20));
    simulation.offer(Lane.VIEWER, 100, PATIENCE, MINUTE.multipliedBy(2));

    simulation.time().pass(MINUTE.multipliedBy(2));

    Simulation.Seen background = simulation.seen(Lane.BACKGROUND);
    assertThat(background.granted).isEqualTo(background.came);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 7, 15})
  void aFleetThatIsLostAndFoundNeverLeadsToMoreThanTheQuota(int instances) {
    Simulation simulation = new Simulation(15, instances, 42);
    simulation.offer(Lane.VIEWER, 200, PATIENCE, MINUTE);

    simulation.time().pass(Duration.ofSeconds(20));
    simulation.fleet().lose();
    simulation.time().pass(Duration.ofSeconds(20));
    simulation.fleet().find();
    simulation.time().pass(Duration.ofSeconds(20));

    assertThat(simulation.busiestSecond()).isEqualTo(15);
    int share = 15 / instances * instances;
    assertThat(simulation.callsBetween(Duration.ofSeconds(22), Duration.ofSeconds(40)))
        .isBetween(share * 16L, share * 18L);
    assertThat(simulation.callsBetween(Duration.ofSeconds(45), MINUTE)).isGreaterThan(210);
  }
}
