package profilegateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.cache.People.ANN;
import static profilegateway.cache.People.ATTRIBUTES;
import static profilegateway.cache.People.AUDIENCES;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import profilegateway.config.CacheConfig;
import profilegateway.config.CacheConfig.Times;
import profilegateway.config.CallsMode;
import profilegateway.profile.Lane;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.Wanted;

/** What copies past their time are good for. */
class StaleCopiesTest {
  private final Rig rig = new Rig();

  @BeforeEach
  void hold() {
    var unused = rig.ask(ANN, ATTRIBUTES);
    rig.next.last().found(1);
  }

  @Test
  void aCopyJustPastItsTimeIsServedAtOnceAndRefreshedInTheBackground() {
    rig.passSeconds(60);

    Rig.Reader reader = rig.ask(ANN, ATTRIBUTES);

    assertThat(reader.read()).isEqualTo("1 use:1/STALE");
    assertThat(reader.calls()).isZero();
    assertThat(reader.saved()).isEqualTo(1);
    assertThat(rig.next.last().wanted()).isEqualTo(new Wanted(ANN, ATTRIBUTES, Lane.BACKGROUND));
    rig.next.last().found(2);
    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:2/CACHE");
  }

  @Test
  void aRefreshTellsWhatItCost() {
    rig.passSeconds(60);
    Rig.Reader reader = rig.ask(ANN, ATTRIBUTES);
    assertThat(reader.calls()).isZero();

    assertThat(rig.refreshCalls).isEqualTo(1);
    rig.next.last().send();
    assertThat(rig.refreshCalls).as("it is tried again").isEqualTo(2);
    assertThat(reader.calls()).isZero();
  }

  @Test
  void oneRefreshIsEnough() {
    rig.passSeconds(60);

    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/STALE");
    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/STALE");

    assertThat(rig.next.count()).isEqualTo(2);
  }

  @Test
  void aRefreshTakesAlongWhatElseIsHeldAndIsPastItsTime() {
    rig.passSeconds(10);
    var unused = rig.ask(ANN, AUDIENCES);
    rig.next.last().found(2);

    rig.passSeconds(60);
    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/STALE");

    assertThat(rig.next.last().wanted())
        .isEqualTo(new Wanted(ANN, ATTRIBUTES.union(AUDIENCES), Lane.BACKGROUND));
    assertThat(rig.ask(ANN, AUDIENCES).read()).isEqualTo("1 aud:2/STALE");
    assertThat(rig.next.count()).isEqualTo(3);
    rig.next.last().found(3);
    assertThat(rig.ask(ANN, ATTRIBUTES.union(AUDIENCES)).read())
        .isEqualTo("1 use:3/CACHE aud:3/CACHE");
  }

  @Test
  void aRefreshTakesAlongWhatIsFreshButAsOldAsStaleCopiesMayBe() {
    rig.passSeconds(6);
    var unused = rig.ask(ANN, AUDIENCES);
    rig.next.last().found(2);

    rig.passSeconds(54);
    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/STALE");

    assertThat(rig.next.last().wanted().parts()).isEqualTo(ATTRIBUTES.union(AUDIENCES));
    assertThat(rig.ask(ANN, AUDIENCES).read()).isEqualTo("1 aud:2/CACHE");
    rig.next.last().found(3);
    assertThat(rig.ask(ANN, AUDIENCES).read()).isEqualTo("1 aud:3/CACHE");
    assertThat(rig.next.count()).isEqualTo(3);
  }

  @Test
  void aRefreshLeavesWhatIsYoungAndWhatIsNotServedAtOnce() {
    rig.passSeconds(7);
    var unused = rig.ask(ANN, AUDIENCES);
    rig.next.last().found(2);

    rig.passSeconds(53);
    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/STALE");
    assertThat(rig.next.last().wanted().parts()).as("the other is young").isEqualTo(ATTRIBUTES);
    rig.next.last().found(3);

    rig.passSeconds(67);
    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:3/STALE");
    assertThat(rig.next.last().wanted().parts()).as("the other is too old").isEqualTo(ATTRIBUTES);
  }

  @Test
  void aRefreshDoesNotTakeAlongWhatFailedAMomentAgo() {
    var unused = rig.ask(ANN, AUDIENCES);
    rig.next.last().found(1);
    rig.passSeconds(60);
    assertThat(rig.ask(ANN, AUDIENCES).read()).isEqualTo("1 aud:1/STALE");
    rig.next.last().answer(People.failed(ProfileFailure.Code.UNAVAILABLE));

    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/STALE");

    assertThat(rig.next.count()).as("both had failed").isEqualTo(3);
  }

  @Test
  void aRefreshThatFailedIsTriedAgainAfterASecond() {
    rig.passSeconds(60);
    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/STALE");
    rig.next.last().answer(People.failed(ProfileFailure.Code.UNAVAILABLE));

    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/STALE");
    assertThat(rig.next.count()).isEqualTo(2);

    rig.passSeconds(1);
    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/STALE");
    assertThat(rig.next.count()).isEqualTo(3);
  }

  @Test
  void whileNoCallsAreToBeMadeNothingIsRefreshed() {
    rig.mode = CallsMode.CACHE;
    rig.passSeconds(60);

    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/STALE");

    assertThat(rig.next.count()).isEqualTo(1);
  }

  @Test
  void anOlderCopyWaitsForANewerOne() {
    rig.passSeconds(120);

    Rig.Reader reader = rig.ask(ANN, ATTRIBUTES);

    assertThat(reader.waits()).isTrue();
    rig.next.last().found(2);
    assertThat(reader.read()).isEqualTo("1 use:2/UPSTREAM");
  }

  @ParameterizedTest
  @EnumSource(ProfileFailure.Code.class)
  void anOlderCopyIsServedWhenThereIsNoNewerOne(ProfileFailure.Code code) {
    rig.passSeconds(60 + 15 * 60 - 1);

    Rig.Reader reader = rig.ask(ANN, ATTRIBUTES);
    rig.next.last().answer(People.failed(code));

    assertThat(reader.read()).isEqualTo("1 use:1/STALE");
  }

  @Test
  void anOlderCopyIsServedWhenANewerOneTakesLongerThanASecondAndThatIsKeptWhenItComes() {
    rig.passSeconds(120);

    Rig.Reader reader = rig.ask(ANN, ATTRIBUTES);
    assertThat(rig.next.last().context().deadline().remaining()).hasSeconds(1);
    rig.pass(Duration.ofMillis(1100));
    assertThat(reader.read()).isEqualTo("1 use:1/STALE");

    rig.next.last().found(2);
    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:2/CACHE");
    assertThat(rig.next.count())
        .as("two calls in all, the copy's own one included")
        .isEqualTo(2);
  }

  @Test
  void aTimeoutAfterAllHaveGivenUpKeepsNextReadersFromAskingForASecond() {
    rig.passSeconds(120);
    Rig.Reader first = rig.ask(ANN, ATTRIBUTES);
    rig.passSeconds(2);
    rig.next.last().answer(People.failed(ProfileFailure.Code.TIMEOUT));
    assertThat(first.read()).isEqualTo("1 use:1/STALE");

    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/STALE");
    assertThat(rig.next.count()).isEqualTo(2);
  }

  @Test
  void aFailureIsNotTriedAgainByTheNextReader() {
    rig.passSeconds(120);
    Rig.Reader first = rig.ask(ANN, ATTRIBUTES);
    rig.next.last().answer(People.failed(ProfileFailure.Code.RATE_LIMITED));
    assertThat(first.read()).isEqualTo("1 use:1/STALE");

    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/STALE");
    assertThat(rig.ask(ANN, AUDIENCES).waits())
        .as("another part is another matter")
        .isTrue();

    assertThat(rig.next.count()).isEqualTo(3);
    rig.passSeconds(1);
    assertThat(rig.ask(ANN, ATTRIBUTES).waits()).isTrue();
  }

  @Test
  void aRefreshWithoutRoomKeepsNobodyElseFromAsking() {
    rig.passSeconds(119);
    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/STALE");
    rig.next.last().answer(People.failed(ProfileFailure.Code.RATE_LIMITED));
    rig.pass(Duration.ofMillis(999));
    assertThat(rig.next.count()).isEqualTo(2);

    rig.pass(Duration.ofMillis(1));

    assertThat(rig.ask(ANN, ATTRIBUTES).waits()).isTrue();
  }

  @Test
  void pastItsEndACopyIsServedNoMore() {
    rig.passSeconds(60 + 15 * 60);

    Rig.Reader reader = rig.ask(ANN, ATTRIBUTES);
    rig.next.last().answer(People.failed(ProfileFailure.Code.TIMEOUT));

    assertThat(reader.read()).isEqualTo("TIMEOUT");
  }

  @Test
  void anObjectStandsOnWhatIsHeldAndLacksOnlyWhatFailed() {
    rig.passSeconds(30);

    Rig.Reader reader = rig.ask(ANN, AUDIENCES);
    rig.next.last().answer(People.failed(ProfileFailure.Code.UNAVAILABLE));
    assertThat(reader.read()).isEqualTo("1 aud:UNAVAILABLE");

    Rig.Reader both = rig.ask(ANN, AUDIENCES.union(ATTRIBUTES));
    assertThat(both.read()).isEqualTo("1 use:1/CACHE aud:UNAVAILABLE");
  }

  @Test
  void aPartMayHaveTimesOfItsOwn() {
    CacheConfig on = Rig.DEFAULT;
    Times hour = new Times(Duration.ofHours(1), Duration.ZERO, Duration.ZERO);
    Rig own = new Rig(
        new CacheConfig(
            true,
            64,
            false,
            on.times(),
            Map.of("audience_memberships", hour),
            on.absent(),
            on.exposed(),
            on.optedOut()),
        null);
    var unused = own.ask(ANN, ATTRIBUTES.union(AUDIENCES));
    own.next.last().found(1);

    own.passSeconds(3599);
    assertThat(own.ask(ANN, AUDIENCES).read()).isEqualTo("1 aud:1/CACHE");
    Rig.Reader both = own.ask(ANN, ATTRIBUTES.union(AUDIENCES));
    assertThat(own.next.last().wanted().parts()).isEqualTo(ATTRIBUTES);
    own.next.last().answer(People.failed(ProfileFailure.Code.TIMEOUT));
    assertThat(both.read()).isEqualTo("1 use:TIMEOUT aud:1/CACHE");

    own.passSeconds(1);
    assertThat(own.ask(ANN, AUDIENCES).waits()).isTrue();
  }
}
