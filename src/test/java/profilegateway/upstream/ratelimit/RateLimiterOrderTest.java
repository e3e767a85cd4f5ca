package profilegateway.upstream.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import profilegateway.profile.Lane;
import profilegateway.testing.FakeTime;
import profilegateway.upstream.ratelimit.permits.FleetQuota.Share;
import profilegateway.upstream.ratelimit.permits.QuotaEvents;
import profilegateway.upstream.ratelimit.permits.QuotaLimit;

class RateLimiterOrderTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final FakeTime time = new FakeTime();
  private final FakeFleet fleet = new FakeFleet(time);
  private final RateLimiter quota =
      RateLimiter.shared(new QuotaLimit(15, 1), fleet, time::nanoTime, time, new QuotaEvents() {});
  private final List<String> order = new ArrayList<>();

  @Test
  void whoAsksWhileThereIsRoomGoesAtOnce() {
    Reservation turn = arrive("only", Lane.VIEWER);
    assertThat(Outcome.of(turn)).isEqualTo("waits");

    fleet.grant(1);

    assertThat(Outcome.of(turn)).isEqualTo("granted");
    assertThat(fleet.asked()).containsExactly(new PermitRequest(1, Share.WHOLE));
  }

  @Test
  void inALaneTheFirstToComeGoesFirst() {
    denyFirst();
    comes("a", Lane.OTHER);
    comes("b", Lane.OTHER);
    comes("c", Lane.OTHER);
    time.passMillis(105);

    fleet.deny(3, Duration.ofMillis(50));

    assertThat(order).containsExactly("first", "a", "b");
  }

  @Test
  void viewersGoBeforeOthersAndThoseBeforeTheBackground() {
    denyFirst();
    comes("background", Lane.BACKGROUND);
    comes("other", Lane.OTHER);
    comes("viewer", Lane.VIEWER);
    time.passMillis(105);

    fleet.grant(3);
    fleet.grant(1);

    assertThat(order).containsExactly("first", "viewer", "other", "background");
  }

  @Test
  void whoComesDuringAQuestionGoesFirstWhenItIsOfAHigherLane() {
    comes("background", Lane.BACKGROUND);
    comes("viewer", Lane.VIEWER);

    fleet.grant(1);

    assertThat(order).containsExactly("viewer");
  }

  @Test
  void atMostThreeAreAskedForAtATimeAndOneQuestionIsUnderWay() {
    for (int number = 0; number < 9; number++) {
      comes("viewer", Lane.VIEWER);
    }
    fleet.grant(1);
    assertThat(fleet.asked())
        .containsExactly(new PermitRequest(1, Share.WHOLE), new PermitRequest(3, Share.WHOLE));

    fleet.grant(3);
    assertThat(fleet.asked()).containsExactly(new PermitRequest(3, Share.WHOLE));

    fleet.grant(3);
    assertThat(fleet.asked()).containsExactly(new PermitRequest(2, Share.WHOLE));
  }

  @Test
  void theBackgroundLeavesTheReserve() {
    comes("background", Lane.BACKGROUND);

    assertThat(fleet.asked()).containsExactly(new PermitRequest(1, Share.WITHOUT_RESERVE));
  }

  @Test
  void nothingIsAskedUntilThereMayBeMore() {
    comes("first", Lane.VIEWER);
    fleet.deny(0, Duration.ofMillis(100));
    assertThat(fleet.asked()).hasSize(1);

    time.passMillis(100);
    comes("second", Lane.VIEWER);
    assertThat(fleet.asked()).isEmpty();

    time.passMillis(5);
    assertThat(fleet.asked()).containsExactly(new PermitRequest(2, Share.WHOLE));
  }

  @Test
  void whoseCallersHaveWaitedLongestAsksFirstForWhatBecomesFree() {
    FakeFleet other = new FakeFleet(time);
    RateLimiter later = RateLimiter.shared(
        new QuotaLimit(15, 2), other, time::nanoTime, time, new QuotaEvents() {});
    comes("waits for long", Lane.OTHER);
    fleet.deny(0, Duration.ofSeconds(2));
    time.passMillis(1900);
    var unused = later.acquire(Lane.VIEWER, time.deadline(MINUTE));
    other.deny(0, Duration.ofMillis(100));
    assertThat(fleet.asked()).hasSize(1);
    assertThat(other.asked()).hasSize(1);

    time.passMillis(102);
    assertThat(fleet.asked()).hasSize(1);
    assertThat(other.asked()).isEmpty();

    time.passMillis(3);
    assertThat(other.asked()).hasSize(1);
  }

  @Test
  void theReserveIsAskedForAtOnceWhenTheBackgroundWasDenied() {
    comes("background", Lane.BACKGROUND);
    fleet.deny(0, Duration.ofMillis(500));
    assertThat(fleet.asked()).hasSize(1);

    comes("other", Lane.OTHER);

    assertThat(fleet.asked()).containsExactly(new PermitRequest(1, Share.WHOLE));
    fleet.grant(1);
    assertThat(order).containsExactly("other");
  }

  @Test
  void whoHasWaitedLongTakesOneTurnInSixtyFour() {
    for (int number = 0; number < 3; number++) {
      comes("old", Lane.BACKGROUND);
    }
    fleet.deny(0, Duration.ofSeconds(11));
    // When it asks for the first time after ten seconds.
    time.passMillis(96 * 105);
    for (int number = 0; number < 128; number++) {
      comes("new", Lane.VIEWER);
    }

    fleet.grant(2);
    while (order.size() < 130) {
      fleet.deny(1, Duration.ofMillis(1));
      time.passMillis(6);
    }
    fleet.grant(1);

    List<String> expected = new ArrayList<>(Collections.nCopies(131, "new"));
    expected.set(0, "old");
    expected.set(64, "old");
    expected.set(128, "old");
    assertThat(order).isEqualTo(expected);
  }

  @Test
  void whoHasWaitedLongMayUseTheReserve() {
    comes("old", Lane.BACKGROUND);
    fleet.deny(0, Duration.ofSeconds(10));
    assertThat(fleet.asked()).hasSize(1);

    time.passMillis(10_105);

    assertThat(fleet.asked()).containsExactly(new PermitRequest(1, Share.WHOLE));
  }

  @Test
  void whoLeavesTakesNoPermit() {
    denyFirst();
    Reservation leaving = arrive("leaving", Lane.VIEWER);
    comes("staying", Lane.VIEWER);

    leaving.cancel();
    assertThat(fleet.asked()).hasSize(1);
    time.passMillis(105);
    assertThat(fleet.asked()).containsExactly(new PermitRequest(2, Share.WHOLE));
    fleet.grant(2);

    assertThat(order).containsExactly("first", "staying");
    assertThat(Outcome.of(leaving)).isEqualTo("left");
  }

  @Test
  void leavingAfterTheTurnCameChangesNothing() {
    Reservation turn = arrive("only", Lane.VIEWER);
    fleet.grant(1);

    turn.cancel();

    assertThat(Outcome.of(turn)).isEqualTo("granted");
  }

  @Test
  void aPermitThatNobodyWantsAnyMoreIsNotKeptForTheNext() {
    Reservation leaving = arrive("leaving", Lane.VIEWER);
    leaving.cancel();
    fleet.grant(1);
    assertThat(fleet.asked()).hasSize(1);

    comes("next", Lane.VIEWER);

    assertThat(fleet.asked()).containsExactly(new PermitRequest(1, Share.WHOLE));
    assertThat(order).isEmpty();
  }

  /** One waiter was denied, so that the next question comes 100 ms from now. */
  private void denyFirst() {
    comes("first", Lane.VIEWER);
    fleet.deny(0, Duration.ofMillis(100));
  }

  private Reservation arrive(String name, Lane lane) {
    Reservation turn = quota.acquire(lane, time.deadline(MINUTE));
    turn.future().onSuccess(granted -> order.add(name));
    return turn;
  }

  private void comes(String name, Lane lane) {
    var unused = arrive(name, lane);
  }
}
