package profilegateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.cache.People.ANN;
import static profilegateway.cache.People.ANNS;
import static profilegateway.cache.People.ATTRIBUTES;
import static profilegateway.cache.People.AUDIENCES;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import profilegateway.testing.FakeTime;

/** An instance that may not have heard of what was dropped asks before it uses what it holds. */
class DropFeedTest {
  private final FakeTime time = new FakeTime();
  private final FakeSharedCache shared = new FakeSharedCache(time);
  private final FakeSharedCache.Instance sees = shared.instance();
  private final FakeSharedCache.Instance otherSees = shared.instance();
  private final Rig rig = new Rig(Rig.DEFAULT, sees, time);

  @Test
  void copiesFromBeforeALossAreServedOnceTheyAreSure() {
    hold();
    sees.loseFeed();
    sees.findFeed();
    int reads = shared.reads;

    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/CACHE");
    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/CACHE");

    assertThat(shared.reads).isEqualTo(reads + 1);
    assertThat(rig.next.count()).isEqualTo(1);
  }

  @Test
  void whatWasDroppedMeanwhileIsNotServed() {
    hold();
    sees.loseFeed();
    assertThat(otherSees.purge(Set.of(ANN), Set.of()).succeeded()).isTrue();
    sees.findFeed();
    time.pass(Duration.ofSeconds(1));

    assertThat(rig.ask(ANN, ATTRIBUTES).waits()).isTrue();
    assertThat(rig.next.count()).isEqualTo(2);
  }

  @Test
  void whatWasDroppedMeanwhileIsNotServedAfterSomebodyFetchedItAgainInPart() {
    hold();
    sees.loseFeed();
    assertThat(otherSees.purge(Set.of(ANN), Set.of()).succeeded()).isTrue();
    time.pass(Duration.ofSeconds(1));
    Rig other = new Rig(Rig.DEFAULT, otherSees, time);
    var unused = other.ask(ANN, AUDIENCES);
    other.next.last().found(2);
    sees.findFeed();

    Rig.Reader reader = rig.ask(ANN, ATTRIBUTES.union(AUDIENCES));

    assertThat(rig.next.last().wanted().parts()).isEqualTo(ATTRIBUTES);
    rig.next.last().found(3);
    assertThat(reader.read()).isEqualTo("1 use:3/UPSTREAM aud:2/CACHE");
  }

  @Test
  void whoseAnIdentityIsMayHaveBeenDroppedToo() {
    Rig.Reader reader = rig.ask(ANNS, ATTRIBUTES);
    rig.next.last().answer(People.found(ANN, ATTRIBUTES, 1));
    assertThat(reader.read()).startsWith("1 ");
    sees.loseFeed();
    assertThat(otherSees.purge(Set.of(), Set.of(ANNS)).succeeded()).isTrue();
    sees.findFeed();

    assertThat(rig.ask(ANNS, ATTRIBUTES).waits()).isTrue();
    assertThat(rig.next.last().wanted().reference()).isEqualTo(ANNS);
  }

  @Test
  void whoseAnIdentityIsServesOnceItIsSure() {
    Rig.Reader reader = rig.ask(ANNS, ATTRIBUTES);
    rig.next.last().answer(People.found(ANN, ATTRIBUTES, 1));
    assertThat(reader.read()).startsWith("1 ");
    sees.loseFeed();
    shared.flush();
    sees.findFeed();

    assertThat(rig.ask(ANNS, ATTRIBUTES).read()).isEqualTo("1 use:1/CACHE");
    int reads = shared.reads;
    assertThat(rig.ask(ANNS, ATTRIBUTES).read()).isEqualTo("1 use:1/CACHE");
    assertThat(shared.reads).isEqualTo(reads);
    assertThat(rig.next.count()).isEqualTo(1);
  }

  @Test
  void withoutTheFeedOfDropsEachReadAsks() {
    hold();
    sees.loseFeed();
    int reads = shared.reads;

    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/CACHE");
    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/CACHE");

    assertThat(shared.reads).isEqualTo(reads + 2);
    assertThat(rig.next.count()).isEqualTo(1);
  }

  @Test
  void whenNobodyCanBeAskedCopiesServe() {
    hold();
    sees.loseFeed();
    shared.isAway = true;

    assertThat(rig.ask(ANN, ATTRIBUTES).read()).isEqualTo("1 use:1/CACHE");
    assertThat(rig.ask(ANNS, ATTRIBUTES).waits()).isTrue();
  }

  private void hold() {
    var unused = rig.ask(ANN, ATTRIBUTES);
    rig.next.last().found(1);
  }
}
