package profilegateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.cache.People.ANN;
import static profilegateway.cache.People.ATTRIBUTES;
import static profilegateway.cache.People.AUDIENCES;

import org.junit.jupiter.api.Test;
import profilegateway.profile.ProfileFailure;

/** What whoever counts hits and misses is told of. */
class CacheEventsTest {
  private final Rig rig = new Rig();

  @Test
  void partsAreToldOfByWhatWasFound() {
    var unused = rig.ask(ANN, ATTRIBUTES);
    rig.next.last().found(1);
    rig.told.clear();

    Rig.Reader both = rig.ask(ANN, ATTRIBUTES.union(AUDIENCES));
    assertThat(both.waits()).isTrue();

    assertThat(rig.told)
        .containsExactly("LOCAL FRESH user_attributes", "LOCAL MISSING audience_memberships");
    rig.passSeconds(60);
    rig.told.clear();
    assertThat(rig.ask(ANN, ATTRIBUTES).waits()).isFalse();
    assertThat(rig.told).containsExactly("LOCAL STALE user_attributes");
  }

  @Test
  void whoWaitsForWhatAnotherAskedForIsToldOf() {
    var unused = rig.ask(ANN, ATTRIBUTES);
    rig.told.clear();

    Rig.Reader more = rig.ask(ANN, ATTRIBUTES.union(AUDIENCES));
    assertThat(more.waits()).isTrue();

    assertThat(rig.told)
        .containsExactly(
            "LOCAL MISSING user_attributes,audience_memberships", "joined user_attributes");
  }

  @Test
  void copiesThatServeForWantOfNewerOnesAreToldOf() {
    var unused = rig.ask(ANN, ATTRIBUTES);
    rig.next.last().found(1);
    rig.passSeconds(120);
    rig.told.clear();

    Rig.Reader reader = rig.ask(ANN, ATTRIBUTES);
    rig.next.last().answer(People.failed(ProfileFailure.Code.UNAVAILABLE));

    assertThat(reader.read()).isEqualTo("1 use:1/STALE");
    assertThat(rig.told)
        .containsExactly("LOCAL MISSING user_attributes", "served on error user_attributes");
  }

  @Test
  void whatCameAnewIsServedOnNoError() {
    var unused = rig.ask(ANN, ATTRIBUTES);
    rig.next.last().found(1);
    rig.passSeconds(120);

    Rig.Reader reader = rig.ask(ANN, ATTRIBUTES);
    rig.next.last().found(2);

    assertThat(reader.read()).isEqualTo("1 use:2/UPSTREAM");
    assertThat(rig.told).noneMatch(line -> line.startsWith("served on error"));
  }
}
