package profilegateway.upstream.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import profilegateway.profile.Lane;
import profilegateway.testing.FakeTime;
import profilegateway.upstream.ratelimit.permits.FleetQuota.Share;
import profilegateway.upstream.ratelimit.permits.Permit;
import profilegateway.upstream.ratelimit.permits.QuickestTrip;
import profilegateway.upstream.ratelimit.permits.QuotaEvents;
import profilegateway.upstream.ratelimit.permits.QuotaLimit;

class RateLimiterPermitTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final FakeTime time = new FakeTime();
  private final FakeFleet fleet = new FakeFleet(time);
  private final RateLimiter quota =
      RateLimiter.shared(new QuotaLimit(15, 1), fleet, time::nanoTime, time, new QuotaEvents() {});
  private final List<String> order = new ArrayList<>();

  @Test
  void aPermitThatIsHeldBackForTooLongIsLate() {
    Reservation turn = arrive("only");
    fleet.grant(1);
    Permit permit = turn.future().result();

    time.passMillis(20);
    assertThat(permit.isLate()).isFalse();

    time.pass(Duration.ofNanos(1));
    assertThat(permit.isLate()).isTrue();
  }

  @Test
  void itsAgeBeginsWithTheQuestionSinceNobodyKnowsWhenItWasAnswered() {
    Reservation turn = arrive("only");
    time.passMillis(15);
    fleet.grant(1);

    time.passMillis(6);

    assertThat(turn.future().result().isLate()).isTrue();
  }

  @Test
  void permitsThatComeLateAreGivenBackAndAskedForAgain() {
    comes("a");
    time.passMillis(21);
    fleet.grant(1);

    assertThat(order).isEmpty();
    assertThat(fleet.givenBack()).containsExactly("1 of grant 1");
    time.passMillis(6);
    fleet.grant(1);
    assertThat(order).containsExactly("a");
  }

  @Test
  void whatEveryTripTakesMakesNoPermitLate() {
    warmUp(100, 100);
    Reservation turn = arrive("far");
    time.passMillis(110);
    fleet.grant(1);
    Permit permit = turn.future().result();

    time.passMillis(10);
    assertThat(permit.isLate()).isFalse();
    time.passMillis(1);
    assertThat(permit.isLate()).isTrue();
  }

  @Test
  void oneQuickTripTellsThatTheOthersWereHeldUp() {
    warmUp(100, 1);
    comes("late");
    time.passMillis(22);

    fleet.grant(1);

    assertThat(fleet.givenBack()).containsExactly("1 of grant 33");
  }

  @Test
  void whoGivesItsPermitBackKeepsItsPlace() {
    Reservation first = arrive("first");
    comes("second");
    fleet.grant(1);
    assertThat(order).containsExactly("first");

    first.giveBack();
    again(first, "first again");
    assertThat(fleet.givenBack()).containsExactly("1 of grant 1");
    fleet.grant(1);
    fleet.grant(1);

    assertThat(order).containsExactly("first", "first again", "second");
  }

  @Test
  void aPermitIsGivenBackOnlyOnce() {
    Reservation turn = arrive("only");
    turn.giveBack();
    fleet.grant(1);

    turn.giveBack();
    turn.giveBack();

    assertThat(fleet.givenBack()).containsExactly("1 of grant 1");
  }

  @Test
  void whoHasItsOwnDeadlineAgainIsRefusedWhenItHasPassed() {
    Reservation turn = quota.acquire(Lane.VIEWER, time.deadline(Duration.ofSeconds(1)));
    fleet.grant(1);
    time.passMillis(1000);

    assertThat(Outcome.of(turn.again())).startsWith("after ");
  }

  @Test
  void aPermitThatIsBackMayBeHadBeforeTheFleetSaid() {
    Reservation first = arrive("first");
    comes("second");
    fleet.grant(1);
    fleet.deny(0, MINUTE);

    first.giveBack();

    assertThat(fleet.asked()).hasSize(3);
    fleet.grant(1);
    assertThat(order).containsExactly("first", "second");
  }

  @Test
  void theFleetIsAskedAgainSoonInCaseOthersGiveTheirsBack() {
    comes("a");
    fleet.deny(0, Duration.ofMillis(900));
    assertThat(fleet.asked()).hasSize(1);
    fleet.findMore();

    time.passMillis(105);

    assertThat(fleet.asked()).hasSize(1);
  }

  @Test
  void permitsThatNobodyWantsAnyMoreAreGivenBack() {
    comes("staying");
    fleet.deny(0, Duration.ofMillis(10));
    Reservation leaving = arrive("leaving");
    time.passMillis(15);
    leaving.cancel();

    fleet.grant(2);

    assertThat(order).containsExactly("staying");
    assertThat(fleet.givenBack()).containsExactly("1 of grant 2");
  }

  @Test
  void permitsThatComeDuringAPauseAreGivenBack() {
    comes("a");
    quota.coolDown(Duration.ofSeconds(5));

    fleet.grant(1);

    assertThat(fleet.givenBack()).containsExactly("1 of grant 1");
  }

  @Test
  void aPermitOfTheOwnShareMayBeUsedAgainOnceItIsBack() {
    RateLimiter alone = RateLimiter.alone(new QuotaLimit(1, 1), time::nanoTime, time);
    Reservation first = alone.acquire(Lane.VIEWER, time.deadline(MINUTE));
    Reservation second = alone.acquire(Lane.VIEWER, time.deadline(MINUTE));
    assertThat(Outcome.of(second)).isEqualTo("waits");

    first.giveBack();

    assertThat(Outcome.of(second)).isEqualTo("granted");
  }

  @Test
  void theWarmUpTakesNothing() {
    warmUp(1, 1);

    assertThat(fleet.asked())
        .hasSize(QuickestTrip.TRIPS)
        .containsOnly(new PermitRequest(0, Share.WHOLE));
  }

  @Test
  void theWarmUpDoesNotWaitForAFleetThatIsLost() {
    fleet.lose();

    assertThat(quota.warmUp().succeeded()).isTrue();
    assertThat(fleet.asked()).hasSize(1);
  }

  /** Its questions take so long, but for the last one. */
  private void warmUp(long most, long last) {
    Future<Void> warm = quota.warmUp();
    for (int question = 1; question < QuickestTrip.TRIPS; question++) {
      time.passMillis(most);
      fleet.grant(0);
    }
    time.passMillis(last);
    fleet.grant(0);
    assertThat(warm.succeeded()).isTrue();
  }

  private Reservation arrive(String name) {
    return noted(quota.acquire(Lane.VIEWER, time.deadline(MINUTE)), name);
  }

  private void again(Reservation turn, String name) {
    var unused = noted(turn.again(), name);
  }

  private Reservation noted(Reservation turn, String name) {
    turn.future().onSuccess(granted -> order.add(name));
    return turn;
  }

  private void comes(String name) {
    var unused = arrive(name);
  }
}
