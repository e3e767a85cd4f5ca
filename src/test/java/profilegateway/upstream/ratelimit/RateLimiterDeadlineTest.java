package profilegateway.upstream.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import profilegateway.profile.Deadline;
import profilegateway.profile.Lane;
import profilegateway.testing.FakeTime;
import profilegateway.upstream.ratelimit.permits.FleetQuota;
import profilegateway.upstream.ratelimit.permits.Permits;
import profilegateway.upstream.ratelimit.permits.QuotaEvents;
import profilegateway.upstream.ratelimit.permits.QuotaLimit;

class RateLimiterDeadlineTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final FakeTime time = new FakeTime();
  private final FakeFleet fleet = new FakeFleet(time);
  private final RateLimiter quota =
      RateLimiter.shared(new QuotaLimit(15, 1), fleet, time::nanoTime, time, new QuotaEvents() {});

  @Test
  void aDeadlineThatHasPassedIsRefusedAtOnce() {
    assertThat(Outcome.of(arrive(Lane.VIEWER, Duration.ZERO))).isEqualTo("after 66");
    assertThat(fleet.asked()).isEmpty();
  }

  @Test
  void whoIsNotReachedByItsDeadlineIsRefusedThen() {
    Reservation turn = arrive(Lane.VIEWER, SECOND);
    fleet.deny(0, Duration.ofSeconds(2));

    time.passMillis(999);
    assertThat(Outcome.of(turn)).isEqualTo("waits");

    time.passMillis(1);
    assertThat(Outcome.of(turn)).startsWith("after ");
    assertThat(quota.state().refused()).isEqualTo(1);
  }

  @Test
  void whoseDeadlineMovesWaitsUntilThatHasPassed() {
    AtomicReference<Deadline> latest = new AtomicReference<>(time.deadline(SECOND));
    Reservation turn = quota.acquire(Lane.VIEWER, Deadline.moving(latest::get));
    fleet.deny(0, Duration.ofSeconds(9));
    latest.set(time.deadline(Duration.ofSeconds(2)));

    time.passMillis(1999);
    assertThat(Outcome.of(turn)).isEqualTo("waits");

    time.passMillis(1);
    assertThat(Outcome.of(turn)).startsWith("after ");
    assertThat(quota.state().refused()).isEqualTo(1);
  }

  @Test
  void aWholeSecondsPermitsAreExpectedWhenNobodyWasDenied() {
    List<Reservation> turns = arrivals(100, Lane.VIEWER, SECOND);

    // One second's permits at once, and those of the second that they wait.
    assertThat(turns.stream().filter(turn -> Outcome.of(turn).equals("waits"))).hasSize(31);
    assertThat(Outcome.of(turns.get(99))).isEqualTo("after 2133");
  }

  @Test
  void whoCannotMakeItAtTheRateOfLateIsRefusedAtOnce() {
    // Two permits in each window of a bit more than a second, while more are wanted.
    List<Reservation> waiting = arrivals(10, Lane.VIEWER, Duration.ofSeconds(60));
    fleet.deny(0, Duration.ofMillis(1030));
    for (int second = 0; second < 3; second++) {
      time.passMillis(1035);
      fleet.deny(2, Duration.ofMillis(1030));
    }
    assertThat(waiting.stream().filter(turn -> Outcome.of(turn).equals("waits")))
        .hasSize(4);

    assertThat(Outcome.of(arrive(Lane.VIEWER, Duration.ofMillis(2050)))).isEqualTo("after 2575");
    assertThat(Outcome.of(arrive(Lane.VIEWER, Duration.ofMillis(2070)))).isEqualTo("waits");
  }

  @Test
  void thoseOfALowerLaneAreNotCounted() {
    List<Reservation> background = arrivals(30, Lane.BACKGROUND, SECOND);
    assertThat(Outcome.of(background.get(29))).isEqualTo("waits");

    assertThat(Outcome.of(arrive(Lane.OTHER, Duration.ofMillis(10)))).isEqualTo("waits");
  }

  @Test
  void aDenialOfLongAgoSaysNothing() {
    comes(Lane.VIEWER, SECOND);
    fleet.deny(0, Duration.ofSeconds(1));
    time.passMillis(5000);

    List<Reservation> turns = arrivals(15, Lane.VIEWER, SECOND);

    assertThat(turns).allMatch(turn -> Outcome.of(turn).equals("waits"));
  }

  @Test
  void whoComesBackWhenToldHasItsTurn() {
    List<Reservation> turns = arrivals(40, Lane.VIEWER, SECOND);
    Reservation refused = turns.get(39);
    Duration told = Duration.ofMillis(Long.parseLong(Outcome.of(refused).substring(6)) + 1);
    SimulatedFleet fair = new SimulatedFleet(time, 15);
    // The fleet gives what the forecast assumed.
    for (long end = time.millis() + told.toMillis(); time.millis() < end; time.passMillis(1)) {
      answerAs(fair);
    }

    Reservation again = arrive(Lane.VIEWER, Duration.ofMillis(100));
    for (int millis = 0; millis < 100; millis++) {
      answerAs(fair);
      time.passMillis(1);
    }

    assertThat(Outcome.of(again)).isEqualTo("granted");
  }

  @Test
  void theLineIsBounded() {
    RateLimiter noHurry = RateLimiter.shared(
        new QuotaLimit(15, 1), new FakeFleet(time), time::nanoTime, time, new QuotaEvents() {});
    Duration day = Duration.ofDays(1);
    for (int number = 0; number < Permits.MOST; number++) {
      var unused = noHurry.acquire(Lane.BACKGROUND, time.deadline(day));
    }

    Reservation oneTooMany = noHurry.acquire(Lane.BACKGROUND, time.deadline(day));

    assertThat(Outcome.of(oneTooMany)).isEqualTo("after 60000");
  }

  @Test
  void theStateTellsWhoWaitsWhoWentAndWhoWasRefused() {
    comes(Lane.VIEWER, SECOND);
    fleet.grant(1);
    comes(Lane.OTHER, SECOND);
    comes(Lane.BACKGROUND, SECOND);
    comes(Lane.BACKGROUND, Duration.ZERO);

    assertThat(quota.state())
        .isEqualTo(new QuotaState(
            Map.of(Lane.VIEWER, 0, Lane.OTHER, 1, Lane.BACKGROUND, 1),
            Map.of(Lane.VIEWER, 1L, Lane.OTHER, 0L, Lane.BACKGROUND, 0L),
            1,
            Duration.ZERO,
            Duration.ZERO,
            OptionalInt.of(FakeFleet.LEFT),
            false));
  }

  @Test
  void whatTheFleetSaidIsLeftIsToldForAsLongAsItMayBeTrue() {
    assertThat(quota.state().left()).isEmpty();

    comes(Lane.VIEWER, SECOND);
    fleet.grant(1);
    assertThat(quota.state().left()).hasValue(FakeFleet.LEFT);

    time.pass(FleetQuota.WINDOW.plusMillis(1));
    assertThat(quota.state().left()).isEmpty();
  }

  private void answerAs(SimulatedFleet fair) {
    for (PermitRequest want : fleet.asked()) {
      FleetQuota.Grant grant = fair.decide(want.permits(), 0, want.share());
      fleet.answer(grant.permits(), grant.askAgain(), grant.coolDown());
    }
  }

  private List<Reservation> arrivals(int number, Lane lane, Duration left) {
    List<Reservation> turns = new ArrayList<>();
    for (int arrived = 0; arrived < number; arrived++) {
      turns.add(arrive(lane, left));
    }
    return turns;
  }

  private Reservation arrive(Lane lane, Duration left) {
    return quota.acquire(lane, time.deadline(left));
  }

  private void comes(Lane lane, Duration left) {
    var unused = arrive(lane, left);
  }
}
