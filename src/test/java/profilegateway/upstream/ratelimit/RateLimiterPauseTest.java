package profilegateway.upstream.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import profilegateway.profile.Lane;
import profilegateway.testing.FakeTime;
import profilegateway.upstream.ratelimit.permits.QuotaEvents;
import profilegateway.upstream.ratelimit.permits.QuotaLimit;
import profilegateway.upstream.ratelimit.permits.UnlimitedPermits;

class RateLimiterPauseTest {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final FakeTime time = new FakeTime();
  private final FakeFleet fleet = new FakeFleet(time);
  private final RateLimiter quota =
      RateLimiter.shared(new QuotaLimit(15, 1), fleet, time::nanoTime, time, new QuotaEvents() {});

  @Test
  void whoCannotOutwaitAPauseIsToldWhatIsLeftOfIt() {
    quota.coolDown(PAUSE);
    time.passMillis(1000);

    assertThat(Outcome.of(arrive(2000))).isEqualTo("after 4000");
    assertThat(fleet.told()).containsExactly("cool down 5000");
  }

  @Test
  void whoCanOutwaitAPauseGoesAfterIt() {
    quota.coolDown(PAUSE);
    Reservation patient = arrive(6000);

    time.pass(PAUSE.minusNanos(1));
    assertThat(fleet.asked()).isEmpty();

    time.pass(Duration.ofNanos(1));
    fleet.grant(1);
    assertThat(Outcome.of(patient)).isEqualTo("granted");
  }

  @Test
  void whoWaitsIsTurnedAwayWhenAPauseOutlastsIt() {
    Reservation impatient = arrive(1000);
    Reservation patient = arrive(6000);

    quota.coolDown(PAUSE);

    assertThat(Outcome.of(impatient)).isEqualTo("after 5000");
    assertThat(Outcome.of(patient)).isEqualTo("waits");
  }

  @Test
  void aPermitThatArrivesDuringAPauseIsNotUsedAfterIt() {
    Reservation turn = arrive(6000);
    quota.coolDown(PAUSE);

    fleet.grant(1);

    assertThat(Outcome.of(turn)).isEqualTo("waits");
    assertThat(fleet.asked()).hasSize(1);
    time.pass(PAUSE);
    assertThat(fleet.asked()).hasSize(1);
  }

  @Test
  void aPauseOfTheFleetHoldsHereAsWell() {
    Reservation impatient = arrive(1000);
    Reservation patient = arrive(6000);
    fleet.answer(0, PAUSE, PAUSE);

    assertThat(Outcome.of(impatient)).isEqualTo("after 5000");
    assertThat(Outcome.of(patient)).isEqualTo("waits");
    assertThat(quota.state().coolDownLeft()).isEqualTo(PAUSE);
  }

  @Test
  void theLongerOfTwoPausesHolds() {
    quota.coolDown(PAUSE);
    quota.coolDown(Duration.ofSeconds(1));

    assertThat(quota.state().coolDownLeft()).isEqualTo(PAUSE);
  }

  @Test
  void aLongPauseIsNotToldBeyondAMinute() {
    quota.coolDown(Duration.ofMinutes(10));

    assertThat(Outcome.of(arrive(1000))).isEqualTo("after 60000");
  }

  @Test
  void aPauseHoldsThoughTheFleetCannotBeTold() {
    fleet.lose();
    quota.coolDown(PAUSE);
    Reservation patient = arrive(6000);

    time.pass(PAUSE.minusNanos(1));
    assertThat(Outcome.of(patient)).isEqualTo("waits");

    time.pass(Duration.ofNanos(1));
    assertThat(Outcome.of(patient)).isEqualTo("granted");
  }

  @Test
  void aFleetThatIsBackIsToldOfThePauseThatItMissed() {
    fleet.lose();
    quota.coolDown(PAUSE);
    fleet.find();

    time.passMillis(1000);
    fleet.grant(1);

    assertThat(fleet.told()).containsExactly("cool down 5000", "cool down 4000");
  }

  @Test
  void aSlowTimeHalvesTheRateHereAtOnce() {
    quota.slowDown(PAUSE);

    List<Reservation> turns = Stream.generate(() -> arrive(1000)).limit(10).toList();
    fleet.grant(1);
    fleet.grant(3);
    fleet.grant(3);

    assertThat(turns.stream().filter(turn -> Outcome.of(turn).equals("granted")))
        .hasSize(7);
    assertThat(fleet.asked()).extracting(PermitRequest::permits).containsExactly(1, 3, 3);
    assertThat(fleet.told()).containsExactly("slow down 5000");
  }

  @Test
  void withoutAQuotaEveryoneGoesAtOnceButAPauseHolds() {
    RateLimiter unlimited = RateLimiter.alone(new QuotaLimit(0, 1), time::nanoTime, time);
    assertThat(Stream.generate(() -> unlimited.acquire(Lane.BACKGROUND, time.deadline(PAUSE)))
            .limit(1000))
        .allMatch(turn -> Outcome.of(turn).equals("granted"));

    unlimited.slowDown(PAUSE);
    assertThat(Outcome.of(unlimited.acquire(Lane.OTHER, time.deadline(PAUSE))))
        .isEqualTo("granted");

    unlimited.coolDown(Duration.ofSeconds(1));
    List<Reservation> after = Stream.generate(
            () -> unlimited.acquire(Lane.OTHER, time.deadline(PAUSE)))
        .limit(9_999)
        .toList();
    assertThat(after).allMatch(turn -> Outcome.of(turn).equals("waits"));
    time.passMillis(1000);
    assertThat(after).first().matches(turn -> Outcome.of(turn).equals("granted"));
    time.pass(Recovery.SETTLING);
    assertThat(after).allMatch(turn -> Outcome.of(turn).equals("granted"));
  }

  @Test
  void afterAPauseOneGoesAheadOfTheOthers() {
    RateLimiter unlimited = RateLimiter.alone(new QuotaLimit(0, 1), time::nanoTime, time);
    unlimited.coolDown(Duration.ofSeconds(1));
    List<Reservation> turns = Stream.generate(
            () -> unlimited.acquire(Lane.OTHER, time.deadline(PAUSE)))
        .limit(3)
        .toList();

    time.passMillis(1000);
    assertThat(turns).extracting(Outcome::of).containsExactly("granted", "waits", "waits");

    unlimited.coolDown(Duration.ofSeconds(2));
    time.passMillis(1999);
    assertThat(turns).extracting(Outcome::of).containsExactly("granted", "waits", "waits");
    time.passMillis(1);
    assertThat(turns).extracting(Outcome::of).containsExactly("granted", "granted", "waits");

    time.pass(Recovery.SETTLING.minusNanos(1));
    assertThat(Outcome.of(turns.get(2))).isEqualTo("waits");
    time.pass(Duration.ofNanos(1));
    assertThat(Outcome.of(turns.get(2))).isEqualTo("granted");
  }

  @Test
  void theFleetIsAskedForNoMoreThanGoesAhead() {
    quota.coolDown(PAUSE);
    List<Reservation> turns = List.of(arrive(6000), arrive(6000), arrive(6000));

    time.pass(PAUSE);
    fleet.grant(1);

    assertThat(fleet.asked()).extracting(PermitRequest::permits).containsExactly(1);
    assertThat(turns).extracting(Outcome::of).containsExactly("granted", "waits", "waits");
    time.pass(Recovery.SETTLING);
    assertThat(fleet.asked()).extracting(PermitRequest::permits).containsExactly(2);
  }

  @Test
  void withoutAQuotaAPauseOfTheFleetHoldsHereAsWell() {
    RateLimiter unlimited =
        RateLimiter.shared(new QuotaLimit(0, 1), fleet, time::nanoTime, time, new QuotaEvents() {});
    Reservation impatient = unlimited.acquire(Lane.OTHER, time.deadline(Duration.ofSeconds(1)));
    Reservation patient = unlimited.acquire(Lane.OTHER, time.deadline(Duration.ofSeconds(6)));

    fleet.answer(0, PAUSE, PAUSE);

    assertThat(Outcome.of(impatient)).isEqualTo("after 5000");
    assertThat(Outcome.of(patient)).isEqualTo("waits");
  }

  @Test
  void withoutAQuotaNobodyWaitsForAFleetThatIsSilent() {
    RateLimiter unlimited =
        RateLimiter.shared(new QuotaLimit(0, 1), fleet, time::nanoTime, time, new QuotaEvents() {});
    Reservation first = unlimited.acquire(Lane.OTHER, time.deadline(PAUSE));
    assertThat(Outcome.of(first)).isEqualTo("waits");

    time.pass(UnlimitedPermits.PATIENCE);

    assertThat(Outcome.of(first)).isEqualTo("granted");
    assertThat(Outcome.of(unlimited.acquire(Lane.OTHER, time.deadline(PAUSE))))
        .isEqualTo("granted");
    assertThat(fleet.asked()).hasSize(1);
  }

  @Test
  void withoutAQuotaAPauseThatIsToldLateHoldsFromThenOn() {
    RateLimiter unlimited =
        RateLimiter.shared(new QuotaLimit(0, 1), fleet, time::nanoTime, time, new QuotaEvents() {});
    var unused = unlimited.acquire(Lane.OTHER, time.deadline(PAUSE));
    time.pass(UnlimitedPermits.PATIENCE);

    fleet.answer(0, PAUSE, PAUSE);

    assertThat(Outcome.of(unlimited.acquire(Lane.OTHER, time.deadline(Duration.ofSeconds(1)))))
        .isEqualTo("after 5000");
  }

  @Test
  void withoutAQuotaASlowTimeSlowsNobody() {
    RateLimiter unlimited =
        RateLimiter.shared(new QuotaLimit(0, 1), fleet, time::nanoTime, time, new QuotaEvents() {});
    unlimited.slowDown(PAUSE);
    List<Reservation> turns = Stream.generate(
            () -> unlimited.acquire(Lane.OTHER, time.deadline(Duration.ofSeconds(1))))
        .limit(9)
        .toList();

    fleet.grant(1);

    assertThat(turns).allMatch(turn -> Outcome.of(turn).equals("granted"));
    assertThat(turns).noneMatch(turn -> turn.future().result().isLate());
  }

  private Reservation arrive(long millis) {
    return quota.acquire(Lane.VIEWER, time.deadline(Duration.ofMillis(millis)));
  }
}
