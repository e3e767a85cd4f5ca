package profilegateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.cache.People.ANN;
import static profilegateway.cache.People.ANNS;
import static profilegateway.cache.People.ATTRIBUTES;
import static profilegateway.cache.People.AUDIENCES;
import static profilegateway.cache.People.BEN;
import static profilegateway.cache.People.IDENTITIES;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import profilegateway.profile.Lane;
import profilegateway.profile.ProfileFailure;

/** What is dropped on purpose is gone, and what was on its way then brings nothing back. */
class DropTest {
  private final Rig rig = new Rig();

  @Test
  void whatWasHeldIsFetchedAgain() {
    hold(1);

    assertThat(rig.cache.drop(Set.of(ANN), Set.of())).isEqualTo(new LocalDrop(2, Map.of()));

    assertThat(rig.ask(ANN, ATTRIBUTES).waits()).isTrue();
  }

  @Test
  void droppedByAnIdentityTheProfileGoesToo() {
    Rig.Reader reader = rig.ask(ANNS, ATTRIBUTES);
    rig.next.last().answer(People.found(ANN, ATTRIBUTES, 1));
    assertThat(reader.read()).startsWith("1 ");

    assertThat(rig.cache.drop(Set.of(), Set.of(ANNS)))
        .isEqualTo(new LocalDrop(1, Map.of(ANNS, ANN)));

    assertThat(rig.ask(ANN, ATTRIBUTES).waits()).isTrue();
    Rig.Reader later = rig.ask(ANNS, AUDIENCES);
    assertThat(rig.next.last().wanted().reference()).isEqualTo(ANNS);
    assertThat(later.waits()).isTrue();
  }

  @Test
  void othersStay() {
    hold(1);

    assertThat(rig.cache.drop(Set.of(BEN), Set.of(ANNS))).isEqualTo(new LocalDrop(0, Map.of()));

    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/CACHE");
  }

  @Test
  void aFetchThatWasUnderWayAnswersWhoWaitedAndIsNotKept() {
    Rig.Reader before = rig.ask(ANN, ATTRIBUTES);

    assertThat(rig.cache.drop(Set.of(ANN), Set.of()).entries()).isZero();
    Rig.Reader after = rig.ask(ANN, ATTRIBUTES);
    assertThat(rig.next.count()).as("nobody joins what was under way").isEqualTo(2);
    rig.next.asked(0).found(1);

    assertThat(before.read()).isEqualTo("1 use:1/UPSTREAM");
    assertThat(after.waits()).isTrue();
    assertThat(rig.ask(ANN, ATTRIBUTES).waits()).isTrue();
    assertThat(rig.next.count()).isEqualTo(2);
    rig.next.asked(1).found(2);
    assertThat(after.read()).isEqualTo("1 use:2/UPSTREAM");
    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:2/CACHE");
  }

  @Test
  void aFetchByAnIdentityMayBeOfWhoeverIsDropped() {
    Rig.Reader before = rig.ask(ANNS, ATTRIBUTES);

    var unused = rig.cache.drop(Set.of(ANN), Set.of());
    rig.next.asked(0).answer(People.found(ANN, ATTRIBUTES, 1));

    assertThat(before.read()).isEqualTo("1 use:1/UPSTREAM");
    assertThat(rig.ask(ANN, ATTRIBUTES).waits()).isTrue();
    assertThat(rig.ask(ANNS, ATTRIBUTES).waits()).isTrue();
  }

  @Test
  void aRefreshThatWasUnderWayIsNotKept() {
    hold(1);
    rig.passSeconds(60);
    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/STALE");

    var unused = rig.cache.drop(Set.of(ANN), Set.of());
    rig.next.last().found(2);

    assertThat(rig.ask(ANN, ATTRIBUTES).waits()).isTrue();
  }

  @Test
  void aRefreshByWhoeverKnewTheOldBringsItToNobody() {
    hold(1);
    rig.passSeconds(60);
    Rig.Reader before = rig.ask(ANN, ATTRIBUTES.union(IDENTITIES));
    FakeSource.Asked call = rig.next.last();
    var unused = rig.cache.drop(Set.of(ANN), Set.of());
    call.found(2);
    assertThat(before.read()).startsWith("1 use:1/STALE");
    FakeSource.Asked refresh = rig.next.last();
    assertThat(refresh.wanted().lane()).isEqualTo(Lane.BACKGROUND);

    Rig.Reader after = rig.ask(ANN, ATTRIBUTES);
    refresh.answer(People.failed(ProfileFailure.Code.REFUSED));

    assertThat(after.read()).isEqualTo("REFUSED");
  }

  private void hold(int edition) {
    var unused = rig.ask(ANN, ATTRIBUTES.union(AUDIENCES));
    rig.next.last().found(edition);
  }
}
