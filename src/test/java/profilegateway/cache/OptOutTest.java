package profilegateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.cache.People.ANN;
import static profilegateway.cache.People.ANNS;
import static profilegateway.cache.People.ATTRIBUTES;
import static profilegateway.cache.People.AUDIENCES;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import profilegateway.config.CacheConfig;
import profilegateway.config.CacheConfig.OptedOut;
import profilegateway.profile.Lookup;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileFailure;

/** Users who opted out: that they did is told, and nothing else. */
class OptOutTest {
  private final Rig rig = new Rig();

  @Test
  void noPartIsToldOfWhoOptedOut() {
    Rig.Reader reader = rig.ask(ANN, ATTRIBUTES);
    rig.next.last().answer(People.optedOut(ANN, ATTRIBUTES));

    assertThat(reader.read()).isEqualTo("1 use:withheld");
    assertThat(((Lookup.Found) reader.answer()).profile().head().optedOut()).isTrue();
  }

  @Test
  void noPartIsToldWhereItCannotBeReadWhetherTheUserOptedOut() {
    hold();
    Rig.Reader reader = rig.ask(ANN, AUDIENCES);
    rig.next.last().answer(People.unreadable(ANN, AUDIENCES));

    assertThat(reader.read()).isEqualTo("1 aud:withheld");
    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:withheld");
    rig.passSeconds(60);
    Rig.Reader next = rig.ask(ANN, ATTRIBUTES);
    rig.next.last().found(2);
    assertThat(next.read()).isEqualTo("1 use:2/UPSTREAM");
  }

  @Test
  void onceSeenItHoldsForAllPartsAndCostsNoCalls() {
    hold();
    optOut();

    assertThat(rig.ask(ANN, Parts.ALL).read())
        .isEqualTo("1 use:withheld aud:withheld user_i:withheld dev:withheld att:withheld");
    assertThat(rig.ask(ANNS, ATTRIBUTES).waits()).isTrue();
    assertThat(rig.next.count()).isEqualTo(3);
  }

  @Test
  void whatWasHeldIsGone() {
    hold();
    optOut();
    rig.passSeconds(60);

    Rig.Reader reader = rig.ask(ANN, AUDIENCES);
    rig.next.last().found(2);

    assertThat(reader.read()).isEqualTo("1 aud:2/UPSTREAM");
    assertThat(rig.ask(ANN, ATTRIBUTES).waits()).isTrue();
  }

  @Test
  void pastItsTimeNothingStandsOnIt() {
    optOut();
    rig.passSeconds(60);

    Rig.Reader reader = rig.ask(ANN, ATTRIBUTES);
    rig.next.last().answer(People.failed(ProfileFailure.Code.UNAVAILABLE));

    assertThat(reader.read()).isEqualTo("UNAVAILABLE");
  }

  @Test
  void anAnswerThatSetOutBeforeItWasLearnedShowsNothing() {
    Rig.Reader early = rig.ask(ANN, ATTRIBUTES);
    rig.pass(Duration.ofMillis(100));
    Rig.Reader late = rig.ask(ANN, AUDIENCES);
    rig.pass(Duration.ofMillis(100));
    rig.next.asked(1).answer(People.optedOut(ANN, AUDIENCES));
    assertThat(late.read()).isEqualTo("1 aud:withheld");

    rig.next.asked(0).found(1);

    assertThat(early.read()).isEqualTo("1 use:withheld");
    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:withheld");
  }

  @Test
  void anAnswerThatSetOutEarlierAndSaysItLaterIsBelieved() {
    Rig.Reader early = rig.ask(ANN, ATTRIBUTES);
    rig.pass(Duration.ofMillis(100));
    Rig.Reader late = rig.ask(ANN, AUDIENCES);
    rig.next.asked(1).found(1);
    assertThat(late.read()).isEqualTo("1 aud:1/UPSTREAM");

    rig.next.asked(0).answer(People.optedOut(ANN, ATTRIBUTES));

    assertThat(early.read()).isEqualTo("1 use:withheld");
    assertThat(rig.ask(ANN, AUDIENCES).read()).isEqualTo("1 aud:withheld");
  }

  @Test
  void whoOptsInAgainIsTold() {
    optOut();
    rig.passSeconds(61);
    Rig.Reader reader = rig.ask(ANN, ATTRIBUTES);
    rig.next.last().found(3);

    assertThat(reader.read()).isEqualTo("1 use:3/UPSTREAM");
    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:3/CACHE");
  }

  @Test
  void withNothingKeptItIsWithheldToo() {
    Rig off = new Rig(with(false, OptedOut.WITHHOLD), null);
    Rig.Reader reader = off.ask(ANN, ATTRIBUTES);
    off.next.last().answer(People.optedOut(ANN, ATTRIBUTES));

    assertThat(reader.read()).isEqualTo("1 use:withheld");
  }

  @Test
  void whereItIsSetSoTheyAreServedAsAnybody() {
    Rig serving = new Rig(with(true, OptedOut.SERVE), null);
    var unused = serving.ask(ANN, ATTRIBUTES);
    serving.next.last().answer(People.optedOut(ANN, ATTRIBUTES));

    assertThat(serving.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:0/CACHE");
  }

  private static CacheConfig with(boolean local, OptedOut optedOut) {
    CacheConfig on = Rig.DEFAULT;
    return new CacheConfig(
        local,
        on.localMegabytes(),
        false,
        on.times(),
        on.timesOfParts(),
        on.absent(),
        on.exposed(),
        optedOut);
  }

  private void hold() {
    var unused = rig.ask(ANN, ATTRIBUTES);
    rig.next.last().found(1);
  }

  private void optOut() {
    var unused = rig.ask(ANN, AUDIENCES);
    rig.next.last().answer(People.optedOut(ANN, AUDIENCES));
  }
}
