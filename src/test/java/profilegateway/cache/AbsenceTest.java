package profilegateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.cache.People.ANN;
import static profilegateway.cache.People.ANNS;
import static profilegateway.cache.People.ATTRIBUTES;
import static profilegateway.cache.People.AUDIENCES;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.profile.ProfileFailure;

/** Profiles that do not exist, or do not exist any more. */
class AbsenceTest {
  private final Rig rig = new Rig();

  @Test
  void whoDoesNotExistIsNotAskedForAgainForAWhile() {
    Rig.Reader reader = rig.ask(ANN, ATTRIBUTES);
    rig.next.last().answer(People.absent());
    assertThat(reader.read()).isEqualTo("absent");

    rig.pass(Duration.ofMillis(9_999));
    assertThat(rig.ask(ANN, AUDIENCES).read()).isEqualTo("absent");
    assertThat(rig.next.count()).isEqualTo(1);

    rig.pass(Duration.ofMillis(1));
    Rig.Reader later = rig.ask(ANN, AUDIENCES);
    rig.next.last().found(1);
    assertThat(later.read()).isEqualTo("1 aud:1/UPSTREAM");
  }

  @Test
  void anIdentityOfNobodyIsNotAskedForAgainForAWhile() {
    Rig.Reader reader = rig.ask(ANNS, ATTRIBUTES);
    rig.next.last().answer(People.absent());

    assertThat(reader.read()).isEqualTo("absent");
    assertThat(rig.ask(ANNS, AUDIENCES).read()).isEqualTo("absent");
    assertThat(rig.next.count()).isEqualTo(1);
  }

  @Test
  void absenceDropsAllThatWasHeld() {
    var unused = rig.ask(ANN, ATTRIBUTES);
    rig.next.last().found(1);
    Rig.Reader reader = rig.ask(ANN, AUDIENCES);
    rig.next.last().answer(People.absent());
    assertThat(reader.read()).isEqualTo("absent");

    rig.passSeconds(10);

    assertThat(rig.ask(ANN, ATTRIBUTES).waits()).isTrue();
  }

  @Test
  void ofWhomNothingIsHeldNothingStandsWhenTheFetchFails() {
    var unused = rig.ask(ANN, ATTRIBUTES);
    rig.next.last().answer(People.absent());
    rig.passSeconds(10);

    Rig.Reader reader = rig.ask(ANN, ATTRIBUTES);
    rig.next.last().answer(People.failed(ProfileFailure.Code.TIMEOUT));

    assertThat(reader.read()).isEqualTo("TIMEOUT");
  }

  @Test
  void anAnswerThatSetOutBeforeTheAbsenceWasLearnedBringsNothingBack() {
    Rig.Reader early = rig.ask(ANN, ATTRIBUTES);
    rig.passSeconds(1);
    Rig.Reader late = rig.ask(ANN, AUDIENCES);
    rig.next.asked(1).answer(People.absent());
    assertThat(late.read()).isEqualTo("absent");

    rig.next.asked(0).found(1);

    assertThat(early.read()).isEqualTo("absent");
    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("absent");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void absenceOfAnIdentityStandsAgainstALinkOfTheSameMoment(boolean isAbsentFirst) {
    var unusedOne = rig.ask(ANNS, ATTRIBUTES);
    var unusedOther = rig.ask(ANNS, AUDIENCES);
    List<Runnable> answers = new ArrayList<>(List.of(
        () -> rig.next.asked(0).answer(People.absent()),
        () -> rig.next.asked(1).answer(People.found(ANN, AUDIENCES, 1))));
    if (!isAbsentFirst) {
      Collections.reverse(answers);
    }

    answers.forEach(Runnable::run);

    assertThat(rig.ask(ANNS, ATTRIBUTES).read()).isEqualTo("absent");
  }
}
