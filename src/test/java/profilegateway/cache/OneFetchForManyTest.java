package profilegateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.cache.People.ANN;
import static profilegateway.cache.People.ANNS;
import static profilegateway.cache.People.ATTRIBUTES;
import static profilegateway.cache.People.AUDIENCES;
import static profilegateway.cache.People.IDENTITIES;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import profilegateway.profile.Lane;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.Wanted;

/** Whoever wants what is on its way waits for that, and for no longer than it would. */
class OneFetchForManyTest {
  private final Rig rig = new Rig();

  @AfterEach
  void nothingIsLeftBehind() {
    rig.pass(Duration.ofMinutes(1));
    assertThat(rig.cache.isIdle()).isTrue();
  }

  @Test
  void callersDuringAFetchShareIt() {
    List<Rig.Reader> readers =
        IntStream.range(0, 1000).mapToObj(i -> rig.ask(ANN, ATTRIBUTES)).toList();
    assertThat(rig.next.count()).isEqualTo(1);

    rig.next.last().found(1);

    assertThat(readers).allMatch(reader -> reader.read().equals("1 use:1/UPSTREAM"));
    assertThat(readers.stream().mapToInt(Rig.Reader::calls).sum()).isEqualTo(1);
    assertThat(readers.stream().mapToInt(Rig.Reader::saved).sum()).isEqualTo(999);
  }

  @Test
  void callersByIdentityShareAFetchToo() {
    Rig.Reader one = rig.ask(ANNS, ATTRIBUTES);
    Rig.Reader other = rig.ask(ANNS, ATTRIBUTES);

    rig.next.last().answer(People.found(ANN, ATTRIBUTES, 1));

    assertThat(List.of(one.read(), other.read())).containsOnly("1 use:1/UPSTREAM");
    assertThat(rig.next.count()).isEqualTo(1);
  }

  @Test
  void whoWantsMoreAsksForTheRestAlone() {
    Rig.Reader first = rig.ask(ANN, ATTRIBUTES.union(AUDIENCES));
    Rig.Reader more = rig.ask(ANN, AUDIENCES.union(IDENTITIES));

    assertThat(rig.next.wanted())
        .containsExactly(
            new Wanted(ANN, ATTRIBUTES.union(AUDIENCES), Lane.OTHER),
            new Wanted(ANN, IDENTITIES, Lane.OTHER));
    rig.next.asked(1).found(1);
    assertThat(more.waits()).isTrue();
    rig.next.asked(0).found(2);

    assertThat(first.read()).isEqualTo("1 use:2/UPSTREAM aud:2/UPSTREAM");
    assertThat(more.read()).isEqualTo("1 aud:2/UPSTREAM user_i:1/UPSTREAM");
  }

  @Test
  void whatFailsFailsForAllWhoWaited() {
    Rig.Reader one = rig.ask(ANN, ATTRIBUTES);
    Rig.Reader other = rig.ask(ANN, ATTRIBUTES.union(AUDIENCES));

    rig.next.asked(0).answer(People.failed(ProfileFailure.Code.REFUSED));
    rig.next.asked(1).found(1);

    assertThat(one.read()).isEqualTo("REFUSED");
    assertThat(other.read()).isEqualTo("1 use:REFUSED aud:1/UPSTREAM");
  }

  @Test
  void aBugIsToldToAllWhoWaitedAndToNobodyElse() {
    Rig.Reader one = rig.ask(ANN, ATTRIBUTES);
    Rig.Reader other = rig.ask(ANN, ATTRIBUTES);

    rig.next.last().fail(new IllegalStateException("a bug"));

    assertThat(one.future().cause()).hasMessage("a bug");
    assertThat(other.future().cause()).hasMessage("a bug");
    Rig.Reader later = rig.ask(ANN, ATTRIBUTES);
    rig.next.last().found(1);
    assertThat(later.read()).isEqualTo("1 use:1/UPSTREAM");
  }

  @Test
  void aCallerWaitsNoLongerThanItsDeadline() {
    Rig.Reader reader = rig.ask(ANN, ATTRIBUTES);

    rig.pass(Duration.ofMillis(3100));

    assertThat(reader.read()).isEqualTo("TIMEOUT");
  }

  @Test
  void whoJoinsLaterDoesNotHaveTheDeadlineOfWhoCameFirst() {
    Rig.Reader early = rig.ask(ANN, ATTRIBUTES);
    rig.pass(Duration.ofSeconds(2));
    Rig.Reader late = rig.ask(ANN, ATTRIBUTES);

    rig.pass(Duration.ofMillis(1100));
    assertThat(early.read()).isEqualTo("TIMEOUT");
    assertThat(late.waits()).isTrue();
    rig.pass(Duration.ofMillis(900));
    rig.next.last().found(1);

    assertThat(late.read()).isEqualTo("1 use:1/UPSTREAM");
    assertThat(rig.next.count()).isEqualTo(1);
  }

  @Test
  void aFetchThatWaitsForItsTurnWaitsAsLongAsTheLastWhoWantsIt() {
    rig.next.isInLine = true;
    Rig.Reader early = rig.ask(ANN, ATTRIBUTES);
    rig.pass(Duration.ofSeconds(2));
    Rig.Reader late = rig.ask(ANN, ATTRIBUTES);

    rig.pass(Duration.ofMillis(1100));
    assertThat(early.read()).isEqualTo("TIMEOUT");
    assertThat(rig.next.last().context().deadline().remaining()).isEqualTo(Duration.ofMillis(1900));
    assertThat(rig.next.last().isOver()).isFalse();
    rig.pass(Duration.ofSeconds(2));

    assertThat(late.read()).isEqualTo("TIMEOUT");
    assertThat(rig.next.last().isOver()).as("it has left the line").isTrue();
  }

  @Test
  void whatComesAfterAllHaveGivenUpIsKept() {
    Rig.Reader reader = rig.ask(ANN, ATTRIBUTES);
    rig.pass(Duration.ofMillis(3100));
    assertThat(reader.read()).isEqualTo("TIMEOUT");

    rig.next.last().found(1);

    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/CACHE");
  }

  @Test
  void aCallOnTheWireIsJoinedAlsoWhenAllWhoWaitedHaveGivenUp() {
    Rig.Reader early = rig.ask(ANN, ATTRIBUTES);
    rig.pass(Duration.ofMillis(3100));
    assertThat(early.read()).isEqualTo("TIMEOUT");

    Rig.Reader late = rig.ask(ANN, ATTRIBUTES);
    rig.pass(Duration.ofMillis(500));
    rig.next.last().found(1);

    assertThat(late.read()).isEqualTo("1 use:1/UPSTREAM");
    assertThat(rig.next.count()).isEqualTo(1);
  }

  @Test
  void whoGoesAwayLeavesTheFetchToTheOthers() {
    Rig.Reader first = rig.ask(ANN, ATTRIBUTES);
    Rig.Reader other = rig.ask(ANN, ATTRIBUTES);
    first.context.cancellation().cancel();
    assertThat(first.read()).isEqualTo("UNAVAILABLE");
    assertThat(rig.next.last().context().cancellation().isCancelled()).isFalse();

    rig.next.last().found(1);

    assertThat(other.read()).isEqualTo("1 use:1/UPSTREAM");
  }

  @Test
  void whatNobodyWaitsForAnyMoreIsNotAskedFor() {
    rig.next.isInLine = true;
    Rig.Reader first = rig.ask(ANN, ATTRIBUTES);
    Rig.Reader other = rig.ask(ANN, ATTRIBUTES);

    first.context.cancellation().cancel();
    assertThat(rig.next.last().isOver()).isFalse();
    other.context.cancellation().cancel();
    assertThat(rig.next.last().isOver()).as("it has left the line").isTrue();

    Rig.Reader later = rig.ask(ANN, ATTRIBUTES);
    assertThat(rig.next.count()).as("that was no failure to be remembered").isEqualTo(2);
    rig.next.last().send();
    rig.next.last().found(1);
    assertThat(later.read()).isEqualTo("1 use:1/UPSTREAM");
  }

  @Test
  void whatWasAskedForIsKeptAlthoughNobodyWaitsAnyMore() {
    Rig.Reader first = rig.ask(ANN, ATTRIBUTES);
    first.context.cancellation().cancel();

    Rig.Reader later = rig.ask(ANN, ATTRIBUTES);
    assertThat(rig.next.count()).as("it is on its way").isEqualTo(1);
    rig.next.last().found(1);

    assertThat(later.read()).isEqualTo("1 use:1/UPSTREAM");
  }

  @Test
  void whoComesAfterAllWentAwayHasTheSecondTryThatTheyGaveUp() {
    Rig.Reader first = rig.ask(ANN, ATTRIBUTES);
    first.context.cancellation().cancel();
    Rig.Reader later = rig.ask(ANN, ATTRIBUTES);

    rig.next.last().answer(People.failed(ProfileFailure.Code.UNAVAILABLE));

    assertThat(rig.next.count()).isEqualTo(2);
    assertThat(rig.next.last().context().cancellation().isCancelled()).isFalse();
    rig.next.last().found(1);
    assertThat(later.read()).isEqualTo("1 use:1/UPSTREAM");
  }

  @Test
  void whoIsGoneBeforeItAsksCostsNothing() {
    Rig.Reader reader = rig.reader();
    reader.context.cancellation().cancel();
    rig.next.isInLine = true;

    assertThat(reader.ask(ANN, ATTRIBUTES).read()).isEqualTo("UNAVAILABLE");
    assertThat(rig.next.wanted()).isEmpty();
  }

  @Test
  void aRefreshInTheBackgroundIsHurriedWhenSomebodyWaitsForIt() {
    holdAndLetItAge();
    rig.next.isInLine = true;
    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/STALE");
    FakeSource.Asked refresh = rig.next.last();
    rig.pass(Duration.ofMillis(500));

    Rig.Reader waiting = rig.ask(ANN, ATTRIBUTES);

    assertThat(refresh.isOver()).as("it has left the last lane").isTrue();
    assertThat(rig.next.last().wanted().lane()).isEqualTo(Lane.OTHER);
    rig.next.last().send();
    rig.next.last().found(2);
    assertThat(waiting.read()).isEqualTo("1 use:2/UPSTREAM");
    assertThat(rig.next.count()).isEqualTo(3);
    assertThat(waiting.calls()).as("another began it").isZero();
    assertThat(rig.refreshCalls).isEqualTo(1);
    assertThat(rig.refreshRefusals).isEqualTo(1);
  }

  @Test
  void aRefreshThatIsUnderWayAlreadyIsWaitedFor() {
    holdAndLetItAge();
    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/STALE");
    rig.pass(Duration.ofMillis(500));

    Rig.Reader waiting = rig.ask(ANN, ATTRIBUTES);
    assertThat(waiting.waits()).isTrue();
    rig.next.last().found(2);

    assertThat(waiting.read()).isEqualTo("1 use:2/UPSTREAM");
    assertThat(rig.next.count()).isEqualTo(2);
  }

  @Test
  void aRefreshThatIsHurriedHasNoLongerThanWhoeverWaits() {
    holdAndLetItAge();
    rig.next.isInLine = true;
    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/STALE");
    assertThat(left(rig.next.last())).isEqualTo(Duration.ofSeconds(30));
    rig.pass(Duration.ofMillis(500));

    // Whoever has an old copy waits a second for a newer one.
    Rig.Reader waiting = rig.ask(ANN, ATTRIBUTES);

    assertThat(left(rig.next.last())).isEqualTo(Duration.ofSeconds(1));
    rig.next.last().answer(People.failed(ProfileFailure.Code.RATE_LIMITED));
    assertThat(waiting.read()).isEqualTo("1 use:1/STALE");
  }

  @Test
  void aRefreshThatWaitsToBeTriedOnceMoreIsHurriedToo() {
    holdAndLetItAge();
    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/STALE");
    rig.pass(Duration.ofMillis(500));
    Rig.Reader waiting = rig.ask(ANN, ATTRIBUTES);
    assertThat(rig.next.count()).as("it may be on the wire").isEqualTo(2);

    // It was not: it left the line.
    rig.next.last().answer(People.failed(ProfileFailure.Code.UNAVAILABLE));

    assertThat(rig.next.last().wanted().lane()).isEqualTo(Lane.OTHER);
    rig.next.last().found(2);
    assertThat(waiting.read()).isEqualTo("1 use:2/UPSTREAM");
    assertThat(rig.next.count()).isEqualTo(3);
  }

  private Duration left(FakeSource.Asked asked) {
    return asked.context().deadline().remaining();
  }

  /** So that it is refreshed now, and waited for in half a second. */
  private void holdAndLetItAge() {
    var unused = rig.ask(ANN, ATTRIBUTES);
    rig.next.last().found(1);
    rig.pass(Duration.ofMillis(119_500));
  }

  @Test
  void aCallThatNeverEndsIsMadeAnewInTheEnd() {
    Rig.Reader reader = rig.ask(ANN, ATTRIBUTES);
    rig.pass(Duration.ofMillis(3100));
    assertThat(reader.read()).isEqualTo("TIMEOUT");
    rig.pass(Duration.ofSeconds(10));
    assertThat(rig.cache.isIdle()).isTrue();

    assertThat(rig.ask(ANN, ATTRIBUTES).waits()).isTrue();
    assertThat(rig.next.count()).isEqualTo(2);
  }
}
