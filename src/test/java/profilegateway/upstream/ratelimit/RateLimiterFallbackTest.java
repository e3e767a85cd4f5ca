package profilegateway.upstream.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import profilegateway.profile.Lane;
import profilegateway.testing.FakeTime;
import profilegateway.upstream.ratelimit.permits.FleetQuota.Share;
import profilegateway.upstream.ratelimit.permits.Permit;
import profilegateway.upstream.ratelimit.permits.QuotaEvents;
import profilegateway.upstream.ratelimit.permits.QuotaLimit;

class RateLimiterFallbackTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final FakeTime time = new FakeTime();
  private final FakeFleet fleet = new FakeFleet(time);
  private final List<String> events = new ArrayList<>();
  private final RateLimiter quota =
      RateLimiter.shared(new QuotaLimit(15, 4), fleet, time::nanoTime, time, new QuotaEvents() {
        @Override
        public void fleetLost(Throwable cause) {
          events.add("lost");
        }

        @Override
        public void fleetBack() {
          events.add("back");
        }
      });
  private final List<Long> grants = new ArrayList<>();

  @Test
  void aQuotaThatIsClosedAsksNoMoreWhetherTheFleetIsBack() {
    lose(1);
    time.passMillis(1_500);
    assertThat(fleet.asked()).isNotEmpty();

    quota.close();
    time.passMillis(10_000);

    assertThat(fleet.asked()).isEmpty();
  }

  @Test
  void nobodyGoesUntilWhatTheFleetGrantedIsSpentEverywhere() {
    lose(10);

    // A second, and what a permit of its last moment may be late by.
    time.passMillis(1029);
    assertThat(grants).isEmpty();
    assertThat(quota.state().isOnFallback()).isTrue();

    time.passMillis(1);
    assertThat(grants).containsExactly(1030L, 1030L, 1030L);
  }

  @Test
  void aFleetThatSaysNothingIsLost() {
    arrive(1);
    time.passMillis(499);
    assertThat(events).isEmpty();

    time.passMillis(1);
    assertThat(events).containsExactly("lost");
    fleet.grant(1);

    assertThat(grants).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "15, 1, 15, 1030",
    "15, 4, 3, 1030",
    "15, 15, 1, 1030",
    "15, 20, 1, 1374",
    "1, 10, 1, 10300"
  })
  void anInstanceKeepsToItsShare(int calls, int instances, int permits, long window) {
    RateLimiter alone = RateLimiter.alone(new QuotaLimit(calls, instances), time::nanoTime, time);
    for (int number = 0; number < 200; number++) {
      alone.acquire(Lane.VIEWER, time.deadline(HOUR)).future().onSuccess(this::noteGrant);
    }

    time.passMillis(4 * window);

    assertThat(grants.subList(0, permits)).containsOnly(0L);
    assertThat(grants.subList(permits, 2 * permits))
        .containsOnly(window - (window == 1374 ? 1 : 0));
    assertThat(grants).hasSize(5 * permits);
  }

  @Test
  void theShareLeavesAReserveToThoseThatSomebodyWaitsFor() {
    RateLimiter alone = RateLimiter.alone(new QuotaLimit(15, 1), time::nanoTime, time);
    for (int number = 0; number < 50; number++) {
      alone.acquire(Lane.BACKGROUND, time.deadline(HOUR)).future().onSuccess(this::noteGrant);
    }
    assertThat(grants).hasSize(12);

    alone.acquire(Lane.OTHER, time.deadline(HOUR)).future().onSuccess(this::noteGrant);

    assertThat(grants).hasSize(13);
  }

  @Test
  void whatTheFleetGrantedCountsTowardsTheShare() {
    RateLimiter small =
        RateLimiter.shared(new QuotaLimit(1, 4), fleet, time::nanoTime, time, new QuotaEvents() {});
    for (int number = 0; number < 2; number++) {
      small.acquire(Lane.VIEWER, time.deadline(HOUR)).future().onSuccess(this::noteGrant);
    }
    fleet.grant(1);
    fleet.lose();
    time.passMillis(4119);
    assertThat(grants).containsExactly(0L);

    // A quarter of a call a second.
    time.passMillis(1);

    assertThat(grants).containsExactly(0L, 4120L);
  }

  @Test
  void theFleetIsAskedEachSecondUntilItAnswers() {
    lose(0);
    assertThat(fleet.asked()).containsExactly(new PermitRequest(1, Share.WHOLE));

    time.passMillis(5000);

    assertThat(fleet.asked()).hasSize(5).containsOnly(new PermitRequest(1, Share.WITHOUT_RESERVE));
    assertThat(events).containsExactly("lost");
  }

  @Test
  void forThreeSecondsAfterTheFleetIsBackBothItAndTheShareAreKept() {
    lose(100);
    fleet.find();
    time.passMillis(1030);
    assertThat(grants).hasSize(3);
    fleet.grant(1);
    assertThat(events).containsExactly("lost", "back");
    assertThat(fleet.asked()).hasSize(2);

    time.passMillis(1030);
    assertThat(fleet.asked()).containsExactly(new PermitRequest(3, Share.WHOLE));
    fleet.deny(2, Duration.ofMillis(100));
    assertThat(grants).hasSize(5);

    time.passMillis(1030);
    assertThat(fleet.asked()).containsExactly(new PermitRequest(1, Share.WHOLE));
  }

  @Test
  void theFleetIsToldWhatThisInstanceMightTakeAlone() {
    arrive(1);
    assertThat(fleet.lastAlone()).isEqualTo(3);
    fleet.grant(1);

    arrive(5);

    assertThat(fleet.lastAlone()).isEqualTo(2);
  }

  @Test
  void aProbeGivesItsPermitBack() {
    lose(0);
    fleet.find();
    time.passMillis(1000);

    fleet.grant(1);

    assertThat(fleet.givenBack()).containsExactly("1 of grant 1");
  }

  @Test
  void withoutAQuotaALostFleetStopsNobody() {
    RateLimiter unlimited =
        RateLimiter.shared(new QuotaLimit(0, 4), fleet, time::nanoTime, time, new QuotaEvents() {});
    fleet.lose();

    for (int number = 0; number < 100; number++) {
      Reservation turn = unlimited.acquire(Lane.VIEWER, time.deadline(HOUR));
      assertThat(Outcome.of(turn)).isEqualTo("granted");
    }
    assertThat(fleet.asked()).hasSize(1);
  }

  @Test
  void whoCannotOutwaitTheSilenceIsRefusedAtOnce() {
    lose(0);
    Reservation impatient = quota.acquire(Lane.VIEWER, time.deadline(Duration.ofMillis(900)));

    assertThat(Outcome.of(impatient)).startsWith("after 1");
  }

  /** Loses the fleet at the first question; then so many come who wait for long. */
  private void lose(int waiting) {
    fleet.lose();
    arrive(1 + waiting);
  }

  private void arrive(int number) {
    for (int arrived = 0; arrived < number; arrived++) {
      quota.acquire(Lane.VIEWER, time.deadline(HOUR)).future().onSuccess(this::noteGrant);
    }
  }

  private void noteGrant(Permit granted) {
    grants.add(time.millis());
  }
}
