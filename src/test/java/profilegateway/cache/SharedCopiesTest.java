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
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import profilegateway.cache.store.SharedCache;
import profilegateway.config.CacheConfig;
import profilegateway.profile.Lane;
import profilegateway.profile.Lookup;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.Wanted;
import profilegateway.testing.FakeTime;

/** Two instances that share copies. */
class SharedCopiesTest {
  private final FakeTime time = new FakeTime();
  private final FakeSharedCache shared = new FakeSharedCache(time);
  private final FakeSharedCache.Instance oneSees = shared.instance();
  private final FakeSharedCache.Instance otherSees = shared.instance();
  private final Rig one = new Rig(Rig.DEFAULT, oneSees, time);
  private final Rig other = new Rig(Rig.DEFAULT, otherSees, time);

  @AfterEach
  void nothingIsLeftBehind() {
    time.pass(Duration.ofMinutes(1));
    assertThat(one.cache.isIdle()).isTrue();
    assertThat(other.cache.isIdle()).isTrue();
    assertThat(shared.isAnyTaken()).isFalse();
  }

  @Test
  void oneFetchHasOneTimeInTheAnswersOfAllInstances() {
    shared.clockAhead = Duration.ofMillis(-4);
    Rig.Reader first = one.ask(ANN, ATTRIBUTES);
    one.next.last().found(1);
    Instant claimed = Instant.EPOCH.plus(time.passed()).minusMillis(4);
    time.pass(Duration.ofSeconds(20));

    assertThat(fetchedAt(first)).isEqualTo(claimed);
    assertThat(fetchedAt(one.ask(ANN, ATTRIBUTES))).isEqualTo(claimed);
    assertThat(fetchedAt(other.ask(ANN, ATTRIBUTES))).isEqualTo(claimed);
  }

  private static Instant fetchedAt(Rig.Reader reader) {
    return ((Lookup.Found) reader.answer()).profile().copy().fetchedAt();
  }

  @Test
  void whatOneInstanceFetchedTheOtherHas() {
    hold(one, 1);
    time.pass(Duration.ofSeconds(20));

    Rig.Reader reader = other.ask(ANN, ATTRIBUTES);

    assertThat(reader.read()).isEqualTo("1 use:1/CACHE");
    assertThat(reader.saved()).isEqualTo(1);
    assertThat(other.next.count()).isZero();
    int reads = shared.reads;
    assertThat(other.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/CACHE");
    assertThat(shared.reads).as("it is held here now").isEqualTo(reads);
  }

  @Test
  void oneReadIsOneRoundTrip() {
    hold(one, 1);
    int reads = shared.reads;

    Rig.Reader reader = other
        .reader()
        .ask(List.of(
            new Wanted(ANN, ATTRIBUTES.union(AUDIENCES), Lane.OTHER),
            new Wanted(BEN, ATTRIBUTES, Lane.OTHER)));

    assertThat(shared.reads).isEqualTo(reads + 1);
    assertThat(other.next.wanted())
        .containsExactly(
            new Wanted(ANN, AUDIENCES, Lane.OTHER), new Wanted(BEN, ATTRIBUTES, Lane.OTHER));
    other.next.asked(0).found(2);
    other.next.asked(1).found(3);
    assertThat(reader.future().result().stream().map(People::read))
        .containsExactly("1 use:1/CACHE aud:2/UPSTREAM", "2 use:3/UPSTREAM");
  }

  @Test
  void aThousandWhoWantTheSameReadOnce() {
    for (int i = 0; i < 1000; i++) {
      var unused = one.ask(ANN, ATTRIBUTES);
    }

    assertThat(shared.reads).isEqualTo(1);
    assertThat(shared.claims).isEqualTo(1);
    assertThat(one.next.count()).isEqualTo(1);
    one.next.last().found(1);
  }

  @Test
  void whatAnotherInstanceIsFetchingIsWaitedFor() {
    Rig.Reader leader = one.ask(ANN, ATTRIBUTES);
    Rig.Reader follower = other.ask(ANN, ATTRIBUTES);
    assertThat(other.next.count()).isZero();
    time.pass(Duration.ofMillis(2500));
    assertThat(follower.waits()).as("the lease is kept").isTrue();

    one.next.last().found(1);
    time.pass(Duration.ofMillis(50));

    assertThat(leader.read()).isEqualTo("1 use:1/UPSTREAM");
    assertThat(follower.read()).isEqualTo("1 use:1/CACHE");
    assertThat(other.next.count()).isZero();
  }

  @Test
  void anotherInstanceIsAskedForTheRestAlone() {
    Rig.Reader leader = one.ask(ANN, ATTRIBUTES);

    Rig.Reader more = other.ask(ANN, ATTRIBUTES.union(AUDIENCES));

    assertThat(other.next.last().wanted().parts()).isEqualTo(AUDIENCES);
    other.next.last().found(2);
    one.next.last().found(1);
    time.pass(Duration.ofMillis(50));
    assertThat(more.read()).isEqualTo("1 use:1/CACHE aud:2/UPSTREAM");
    assertThat(leader.read()).isEqualTo("1 use:1/UPSTREAM");
  }

  @Test
  void whatCameBeforeSomebodyAskedWasNotFetchedForThem() {
    Rig.Reader leader = one.ask(ANN, AUDIENCES);
    Rig.Reader early = other.ask(ANN, ATTRIBUTES.union(AUDIENCES));
    other.next.last().found(1);
    time.pass(Duration.ofSeconds(1));

    Rig.Reader late = other.ask(ANN, ATTRIBUTES.union(AUDIENCES));
    one.next.last().found(2);
    time.pass(Duration.ofMillis(50));

    assertThat(leader.read()).isEqualTo("1 aud:2/UPSTREAM");
    assertThat(early.read()).isEqualTo("1 use:1/UPSTREAM aud:2/CACHE");
    assertThat(late.read()).isEqualTo("1 use:1/CACHE aud:2/CACHE");
  }

  @Test
  void whyTheLeaderFailedIsToldToThoseWhoFollow() {
    Rig.Reader leader = one.ask(ANN, ATTRIBUTES);
    Rig.Reader follower = other.ask(ANN, ATTRIBUTES);

    one.next.last().answer(People.failed(ProfileFailure.Code.REFUSED));
    time.pass(Duration.ofMillis(50));

    assertThat(leader.read()).isEqualTo("REFUSED");
    assertThat(follower.read()).isEqualTo("REFUSED");
    assertThat(other.next.count()).isZero();
  }

  @Test
  void aFailureThatIsRememberedDoesNotHideWhatAnotherInstanceFetched() {
    shared.isAway = true;
    Rig.Reader refused = one.ask(ANN, ATTRIBUTES);
    one.next.last().answer(People.failed(ProfileFailure.Code.RATE_LIMITED));
    assertThat(refused.read()).isEqualTo("RATE_LIMITED");
    shared.isAway = false;
    assertThat(one.ask(ANN, ATTRIBUTES).read()).as("nobody has it").isEqualTo("RATE_LIMITED");
    hold(other, 1);

    assertThat(one.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/CACHE");
    assertThat(one.next.count()).isEqualTo(1);
  }

  @Test
  void aFailureIsRememberedWhileNothingIsReadable() {
    shared.isAway = true;
    var unused = one.ask(ANN, ATTRIBUTES);
    one.next.last().answer(People.failed(ProfileFailure.Code.RATE_LIMITED));

    assertThat(one.ask(ANN, ATTRIBUTES).read()).isEqualTo("RATE_LIMITED");
    assertThat(one.next.count()).isEqualTo(1);
    shared.isAway = false;
  }

  @Test
  void whatWasNeverSentIsNoFailureOfOthers() {
    one.next.isInLine = true;
    Rig.Reader leader = one.ask(ANN, ATTRIBUTES);
    Rig.Reader follower = other.ask(ANN, ATTRIBUTES);

    one.next.last().answer(People.failed(ProfileFailure.Code.UNAVAILABLE));
    time.pass(Duration.ofMillis(50));

    assertThat(leader.read()).isEqualTo("UNAVAILABLE");
    assertThat(other.next.count()).isEqualTo(1);
    other.next.last().found(1);
    assertThat(follower.read()).isEqualTo("1 use:1/UPSTREAM");
  }

  @Test
  void aFollowerDoesNotTakeOneSilenceForTheEndOfAnothersFetch() {
    Rig.Reader leader = one.ask(ANN, ATTRIBUTES);
    Rig.Reader follower = other.ask(ANN, ATTRIBUTES);
    shared.isAway = true;
    time.pass(Duration.ofMillis(150));
    assertThat(other.next.count()).isZero();

    shared.isAway = false;
    one.next.last().found(1);
    time.pass(Duration.ofMillis(50));

    assertThat(leader.read()).isEqualTo("1 use:1/UPSTREAM");
    assertThat(follower.read()).isEqualTo("1 use:1/CACHE");
    assertThat(other.next.count()).isZero();
  }

  @Test
  void aFollowerThatHearsNothingMoreFetchesItself() {
    var unused = one.ask(ANN, ATTRIBUTES);
    Rig.Reader follower = other.ask(ANN, ATTRIBUTES);
    shared.isAway = true;
    time.pass(Duration.ofMillis(310));

    other.next.last().found(2);

    assertThat(follower.read()).isEqualTo("1 use:2/UPSTREAM");
    one.next.last().found(1);
    shared.isAway = false;
  }

  @Test
  void aLeaderThatDiedIsTakenOver() {
    var dead =
        oneSees.claim(new SharedCache.Query(ANN, ATTRIBUTES), null, false, Duration.ofMillis(50));
    assertThat(dead.result().granted()).isEqualTo(ATTRIBUTES);

    Rig.Reader follower = other.ask(ANN, ATTRIBUTES);
    assertThat(other.next.count()).isZero();
    time.pass(Duration.ofMillis(1050));
    other.next.last().found(1);

    assertThat(follower.read()).isEqualTo("1 use:1/UPSTREAM");
  }

  @Test
  void whoFollowsWaitsNoLongerThanItsDeadline() {
    Rig.Reader leader = one.ask(ANN, ATTRIBUTES);
    time.pass(Duration.ofMillis(500));
    Rig.Reader follower = other.ask(ANN, ATTRIBUTES);
    assertThat(leader.waits() && follower.waits()).isTrue();
    time.pass(Duration.ofMillis(2520));
    assertThat(follower.waits()).as("the leader's call never ends").isTrue();

    time.pass(Duration.ofMillis(500));

    assertThat(follower.read()).isEqualTo("TIMEOUT");
  }

  @Test
  void whoWaitsDoesNotWaitForTheRefreshOfAnotherInstance() {
    hold(one, 1);
    assertThat(other.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/CACHE");
    time.pass(Duration.ofMillis(119_500));
    one.next.isInLine = true;
    assertThat(one.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/STALE");
    time.pass(Duration.ofMillis(1_500));

    Rig.Reader waiting = other.ask(ANN, ATTRIBUTES);
    assertThat(other.next.last().wanted().lane()).isEqualTo(Lane.OTHER);
    other.next.last().found(2);

    assertThat(waiting.read()).isEqualTo("1 use:2/UPSTREAM");
    // The lease is not its own any more.
    one.next.last().send();
    one.next.last().found(3);
  }

  @Test
  void whoWaitsInTwoInstancesWaitsForOneFetchThoughItBeganAsARefresh() {
    hold(one, 1);
    assertThat(other.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/CACHE");
    time.pass(Duration.ofMillis(119_500));
    one.next.isInLine = true;
    assertThat(one.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/STALE");
    time.pass(Duration.ofMillis(500));

    Rig.Reader here = one.ask(ANN, ATTRIBUTES);
    Rig.Reader there = other.ask(ANN, ATTRIBUTES);

    assertThat(one.next.last().wanted().lane()).isEqualTo(Lane.OTHER);
    assertThat(other.next.count()).isZero();
    one.next.last().send();
    one.next.last().found(2);
    time.pass(Duration.ofMillis(100));
    assertThat(here.read()).isEqualTo("1 use:2/UPSTREAM");
    assertThat(there.read()).isEqualTo("1 use:2/CACHE");
  }

  @Test
  void aRefreshIsLeftToWhoeverIsAtIt() {
    hold(one, 1);
    assertThat(other.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/CACHE");
    time.pass(Duration.ofSeconds(60));

    assertThat(one.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/STALE");
    assertThat(other.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/STALE");
    assertThat(one.next.last().wanted().lane()).isEqualTo(Lane.BACKGROUND);
    assertThat(other.next.count()).isZero();

    one.next.last().found(2);
    assertThat(other.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/STALE");
    assertThat(other.ask(ANN, ATTRIBUTES).read())
        .as("the claim to refresh it told what is newer")
        .isEqualTo("1 use:2/CACHE");
    assertThat(other.next.count()).isZero();
  }

  @Test
  void whatARefreshBringsIsNotKeptWhenItIsDroppedAlthoughTheRestIsLeftToAnotherInstance() {
    Parts both = ATTRIBUTES.union(AUDIENCES);
    var unused = one.ask(ANN, AUDIENCES);
    one.next.last().found(1);
    assertThat(other.ask(ANN, AUDIENCES).read()).isEqualTo("1 aud:1/CACHE");
    unused = other.ask(ANN, ATTRIBUTES);
    other.next.last().found(2);
    time.pass(Duration.ofSeconds(60));
    assertThat(one.ask(ANN, AUDIENCES).read()).isEqualTo("1 aud:1/STALE");
    assertThat(other.ask(ANN, both).read()).isEqualTo("1 use:2/STALE aud:1/STALE");
    assertThat(other.next.last().wanted().parts()).isEqualTo(ATTRIBUTES);

    assertThat(oneSees.purge(Set.of(ANN), Set.of()).succeeded()).isTrue();
    other.next.last().found(3);

    Rig.Reader after = other.ask(ANN, ATTRIBUTES);
    assertThat(after.waits()).isTrue();
    other.next.last().found(4);
    assertThat(after.read()).isEqualTo("1 use:4/UPSTREAM");
    one.next.last().found(5);
  }

  @Test
  void whoWantsWhatARefreshIsBringingJoinsItAlthoughTheRestIsLeftToAnotherInstance() {
    Parts both = ATTRIBUTES.union(AUDIENCES);
    var unused = one.ask(ANN, AUDIENCES);
    one.next.last().found(1);
    assertThat(other.ask(ANN, AUDIENCES).read()).isEqualTo("1 aud:1/CACHE");
    unused = other.ask(ANN, ATTRIBUTES);
    other.next.last().found(2);
    time.pass(Duration.ofMillis(119_500));
    assertThat(one.ask(ANN, AUDIENCES).read()).isEqualTo("1 aud:1/STALE");
    assertThat(other.ask(ANN, both).read()).isEqualTo("1 use:2/STALE aud:1/STALE");
    time.pass(Duration.ofMillis(500));

    Rig.Reader joining = other.ask(ANN, ATTRIBUTES);

    assertThat(joining.waits()).isTrue();
    assertThat(other.next.count()).as("the first and the refresh").isEqualTo(2);
    other.next.last().found(3);
    assertThat(joining.read()).isEqualTo("1 use:3/UPSTREAM");
    one.next.last().found(4);
  }

  @Test
  void ofAnIdentityItIsKnownEverywhereWhoseItIs() {
    Rig.Reader reader = one.ask(ANNS, ATTRIBUTES);
    one.next.last().answer(People.found(ANN, ATTRIBUTES, 1));
    assertThat(reader.read()).isEqualTo("1 use:1/UPSTREAM");

    Rig.Reader more = other.ask(ANNS, ATTRIBUTES.union(AUDIENCES));

    assertThat(other.next.last().wanted()).isEqualTo(new Wanted(ANN, AUDIENCES, Lane.OTHER));
    other.next.last().found(2);
    assertThat(more.read()).isEqualTo("1 use:1/CACHE aud:2/UPSTREAM");
    assertThat(one.ask(ANN, ATTRIBUTES.union(AUDIENCES)).read())
        .isEqualTo("1 use:1/CACHE aud:2/CACHE");
  }

  @Test
  void absenceIsKnownEverywhere() {
    hold(one, 1);
    hold(other, 1);
    time.pass(Duration.ofSeconds(61));
    var unused = one.ask(ANN, IDENTITIES);
    one.next.last().answer(People.absent());

    assertThat(other.ask(ANN, ATTRIBUTES).read()).isEqualTo("absent");
  }

  @Test
  void whoOptedOutIsWithheldEverywhere() {
    hold(one, 1);
    assertThat(other.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/CACHE");
    var unused = one.ask(ANN, AUDIENCES);
    one.next.last().answer(People.optedOut(ANN, AUDIENCES));

    assertThat(other.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:withheld");
    assertThat(one.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:withheld");
    assertThat(other.next.count()).isZero();
  }

  @Test
  void whoOptedOutIsWithheldEverywhereThoughItsFetchHadNoLease() {
    hold(other, 1);
    shared.isAway = true;
    Rig.Reader reader = one.ask(ANN, AUDIENCES);
    shared.isAway = false;
    one.next.last().answer(People.optedOut(ANN, AUDIENCES));

    assertThat(reader.read()).isEqualTo("1 aud:withheld");
    assertThat(other.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:withheld");
  }

  @Test
  void whoOptedOutIsWithheldEverywhereThoughSomebodyElseWasDroppedMeanwhile() {
    hold(other, 1);
    Rig.Reader reader = one.ask(ANNS, AUDIENCES);
    assertThat(otherSees.purge(Set.of(BEN), Set.of()).succeeded()).isTrue();
    one.next.last().answer(People.optedOut(ANN, AUDIENCES));

    assertThat(reader.read()).isEqualTo("1 aud:withheld");
    assertThat(other.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:withheld");
  }

  @Test
  void whoOptedOutIsNotRememberedWhenDroppedWhileFetchedByAnIdentityWithoutALease() {
    shared.isAway = true;
    Rig.Reader reader = one.ask(ANNS, ATTRIBUTES);
    shared.isAway = false;
    assertThat(otherSees.purge(Set.of(ANN), Set.of()).succeeded()).isTrue();
    time.pass(Duration.ofMillis(200));
    one.next.last().answer(People.optedOut(ANN, ATTRIBUTES));

    assertThat(reader.read()).isEqualTo("1 use:withheld");
    assertThat(other.ask(ANN, ATTRIBUTES).waits()).isTrue();
    other.next.last().found(2);
  }

  @Test
  void whatIsDroppedIsDroppedEverywhere() {
    hold(one, 1);
    assertThat(other.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/CACHE");

    assertThat(oneSees.purge(Set.of(ANN), Set.of()).succeeded()).isTrue();

    assertThat(other.ask(ANN, ATTRIBUTES).waits()).isTrue();
    assertThat(other.next.count()).isEqualTo(1);
    other.next.last().found(2);
  }

  @Test
  void whatIsDroppedDoesNotComeBackByACallOfWhichNobodyWaitsForTheAnswer() {
    Rig.Reader leader = other.ask(ANN, AUDIENCES);
    Rig.Reader follower = one.ask(ANN, ATTRIBUTES.union(AUDIENCES));
    other.next.last().answer(People.absent());
    time.pass(Duration.ofMillis(50));
    assertThat(leader.read()).isEqualTo("absent");
    assertThat(follower.read()).isEqualTo("absent");

    assertThat(otherSees.purge(Set.of(ANN), Set.of()).succeeded()).isTrue();
    one.next.last().found(1);

    assertThat(one.ask(ANN, ATTRIBUTES).waits()).isTrue();
    one.next.last().found(2);
  }

  @Test
  void withoutItEachInstanceGoesOnByItself() {
    hold(one, 1);
    shared.isAway = true;

    assertThat(one.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/CACHE");
    Rig.Reader reader = other.ask(ANN, ATTRIBUTES);
    other.next.last().found(2);
    assertThat(reader.read()).isEqualTo("1 use:2/UPSTREAM");
  }

  @Test
  void whatFailsToBeWrittenIsNobodysFailure() {
    Rig.Reader reader = one.ask(ANN, ATTRIBUTES);
    shared.isAway = true;
    time.pass(Duration.ofMillis(700));
    one.next.last().found(1);

    assertThat(reader.read()).isEqualTo("1 use:1/UPSTREAM");
  }

  @Test
  void copiesOfAnotherAreNotBelieved() {
    FakeSharedCache lying = new FakeSharedCache(time);
    Rig rig = new Rig(Rig.DEFAULT, new Swapping(lying.instance()), time);
    var unused = rig.ask(BEN, ATTRIBUTES);
    rig.next.last().found(1);

    Rig.Reader reader = rig.ask(ANN, ATTRIBUTES);

    assertThat(reader.waits()).as("what is told is of Ben").isTrue();
    rig.next.last().found(2);
    assertThat(reader.read()).isEqualTo("1 use:2/UPSTREAM");
  }

  @Test
  void withoutCopiesInTheProcessThoseThatAreSharedServe() {
    CacheConfig on = Rig.DEFAULT;
    CacheConfig off = new CacheConfig(
        false, 1, true, on.times(), on.timesOfParts(), on.absent(), on.exposed(), on.optedOut());
    Rig rig = new Rig(off, shared.instance(), time);
    hold(rig, 1);

    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/CACHE");
    time.pass(Duration.ofSeconds(60));
    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/STALE");
    assertThat(rig.next.last().wanted().lane()).isEqualTo(Lane.BACKGROUND);
    rig.next.last().found(2);
    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:2/CACHE");
    time.pass(Duration.ofMinutes(2));
    Rig.Reader old = rig.ask(ANN, ATTRIBUTES);
    rig.next.last().answer(People.failed(ProfileFailure.Code.UNAVAILABLE));
    assertThat(old.read()).isEqualTo("1 use:2/STALE");
  }

  private void hold(Rig rig, int edition) {
    int before = rig.next.count();
    var unused = rig.ask(ANN, ATTRIBUTES);
    if (rig.next.count() > before) {
      rig.next.last().found(edition);
    }
  }
}
