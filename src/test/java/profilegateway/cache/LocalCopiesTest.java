package profilegateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.cache.People.ANN;
import static profilegateway.cache.People.ANNS;
import static profilegateway.cache.People.ATTRIBUTES;
import static profilegateway.cache.People.AUDIENCES;
import static profilegateway.cache.People.BEN;
import static profilegateway.cache.People.IDENTITIES;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import profilegateway.config.CacheConfig;
import profilegateway.config.CallsMode;
import profilegateway.profile.Copy;
import profilegateway.profile.Lane;
import profilegateway.profile.Lookup;
import profilegateway.profile.Part;
import profilegateway.profile.PartLookup;
import profilegateway.profile.Parts;
import profilegateway.profile.Profile;
import profilegateway.profile.Wanted;

/** What one process holds, and what it saves. */
class LocalCopiesTest {
  private final Rig rig = new Rig();

  @Test
  void aFreshCopyAnswersAtOnceAndCostsNothing() {
    Rig.Reader first = rig.ask(ANN, ATTRIBUTES);
    rig.next.last().found(1);
    assertThat(first.read()).isEqualTo("1 use:1/UPSTREAM");
    assertThat(first.calls()).isEqualTo(1);
    assertThat(first.saved()).isZero();

    rig.passSeconds(59);
    Rig.Reader second = rig.ask(ANN, ATTRIBUTES);

    assertThat(second.read()).isEqualTo("1 use:1/CACHE");
    assertThat(second.calls()).isZero();
    assertThat(second.saved()).isEqualTo(1);
    assertThat(rig.next.count()).isEqualTo(1);
  }

  @Test
  void onlyWhatIsMissingIsFetched() {
    hold(ANN, AUDIENCES.union(IDENTITIES), 1);

    Rig.Reader reader = rig.ask(ANN, ATTRIBUTES.union(AUDIENCES));
    assertThat(rig.next.last().wanted()).isEqualTo(new Wanted(ANN, ATTRIBUTES, Lane.OTHER));
    rig.next.last().found(2);

    assertThat(reader.read()).isEqualTo("1 use:2/UPSTREAM aud:1/CACHE");
    assertThat(reader.saved()).isZero();
  }

  @Test
  void copiesSayWhenTheyWereFetchedAndHowLongTheyAreFresh() {
    rig.passSeconds(100);
    hold(ANN, ATTRIBUTES, 1);
    rig.passSeconds(20);

    Profile profile = ((Lookup.Found) rig.ask(ANN, ATTRIBUTES).answer()).profile();

    Copy copy = new Copy(Copy.Origin.CACHE, Instant.ofEpochSecond(100), Duration.ofSeconds(40));
    assertThat(((PartLookup.Had) profile.part(Part.USER_ATTRIBUTES)).copy()).isEqualTo(copy);
    assertThat(profile.copy()).isEqualTo(copy);
  }

  @Test
  void whatWasFetchedByAnIdentityIsFoundByTheMpidAndTheOtherWayRound() {
    Rig.Reader byIdentity = rig.ask(ANNS, ATTRIBUTES);
    rig.next.last().answer(People.found(ANN, ATTRIBUTES, 1));
    assertThat(byIdentity.read()).isEqualTo("1 use:1/UPSTREAM");

    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/CACHE");
    hold(ANN, AUDIENCES, 2);
    assertThat(rig.ask(ANNS, ATTRIBUTES.union(AUDIENCES)).read())
        .isEqualTo("1 use:1/CACHE aud:2/CACHE");
    assertThat(rig.next.count()).isEqualTo(2);
  }

  @Test
  void whoseAnIdentityIsIsNotAskedTwice() {
    Rig.Reader byIdentity = rig.ask(ANNS, ATTRIBUTES);
    rig.next.last().answer(People.found(ANN, ATTRIBUTES, 1));
    assertThat(byIdentity.read()).startsWith("1 ");

    Rig.Reader more = rig.ask(ANNS, AUDIENCES);

    assertThat(rig.next.last().wanted().reference()).isEqualTo(ANN);
    rig.next.last().found(1);
    assertThat(more.read()).isEqualTo("1 aud:1/UPSTREAM");
  }

  @Test
  void anIdentityThatWentToSomebodyElseIsAskedForAgain() {
    Rig.Reader before = rig.ask(ANNS, ATTRIBUTES);
    rig.next.last().answer(People.found(ANN, ATTRIBUTES, 1));
    assertThat(before.read()).startsWith("1 ");

    Rig.Reader after = rig.ask(ANNS, AUDIENCES);
    rig.next.last().answer(People.absent());
    assertThat(rig.next.last().wanted().reference()).isEqualTo(ANNS);
    rig.next.last().answer(People.found(BEN, AUDIENCES, 3));

    assertThat(after.read()).isEqualTo("2 aud:3/UPSTREAM");
    assertThat(rig.ask(ANN, AUDIENCES).read()).isEqualTo("absent");
    assertThat(rig.ask(ANNS, AUDIENCES).read()).isEqualTo("2 aud:3/CACHE");
  }

  @Test
  void oneReadAnswersEachInItsPlace() {
    hold(BEN, ATTRIBUTES, 1);

    Rig.Reader reader = rig.reader()
        .ask(List.of(
            new Wanted(ANN, ATTRIBUTES, Lane.VIEWER),
            new Wanted(BEN, ATTRIBUTES, Lane.OTHER),
            new Wanted(ANNS, AUDIENCES, Lane.OTHER)));
    rig.next.asked(2).answer(People.absent());
    assertThat(reader.waits()).isTrue();
    rig.next.asked(1).found(2);

    assertThat(reader.future().result().stream().map(People::read))
        .containsExactly("1 use:2/UPSTREAM", "2 use:1/CACHE", "absent");
    assertThat(reader.saved()).isEqualTo(1);
  }

  @Test
  void withNothingKeptEachReadIsFetched() {
    Rig off = new Rig(without(true), null);

    for (int edition = 1; edition <= 2; edition++) {
      Rig.Reader reader = off.ask(ANN, ATTRIBUTES);
      off.next.last().found(edition);
      assertThat(reader.read()).isEqualTo("1 use:" + edition + "/UPSTREAM");
    }
    assertThat(off.next.count()).isEqualTo(2);
  }

  private static CacheConfig without(boolean local) {
    CacheConfig on = Rig.DEFAULT;
    return new CacheConfig(
        !local,
        on.localMegabytes(),
        false,
        on.times(),
        on.timesOfParts(),
        on.absent(),
        on.exposed(),
        on.optedOut());
  }

  @Test
  void switchedOffNothingIsAnswered() {
    hold(ANN, ATTRIBUTES, 1);
    rig.mode = CallsMode.OFF;

    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("UNAVAILABLE");
    assertThat(rig.next.count()).isEqualTo(1);
  }

  @Test
  void nothingToLookUpIsAnsweredAtOnce() {
    assertThat(rig.reader().ask(List.of()).future().result()).isEmpty();
  }

  private void hold(profilegateway.profile.Mpid mpid, Parts parts, int edition) {
    var unused = rig.ask(mpid, parts);
    rig.next.last().found(edition);
  }
}
