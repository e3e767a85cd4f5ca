package profilegateway.redis.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import profilegateway.redis.bus.Drops.Confirmed;

/** Who has to confirm a purge. */
class PollTest {

  @Test
  void itIsOverWhenAllWhoAreKnownHaveConfirmed() {
    Poll poll = new Poll(Set.of("self", "other"), true);
    poll.toldTo(5);
    poll.confirm("self");
    assertThat(poll.over().isComplete()).isFalse();

    poll.confirm("other");

    assertThat(poll.over().isComplete()).isTrue();
    assertThat(poll.result()).isEqualTo(new Confirmed(Set.of("self", "other"), Set.of()));
  }

  @Test
  void whileThereMayBeOthersItIsOverWhenAllHaveConfirmedWhomRedisTold() {
    Poll poll = new Poll(Set.of("self"), false);
    poll.confirm("self");
    poll.confirm("other");
    assertThat(poll.over().isComplete()).as("nobody knows how many there are").isFalse();

    poll.toldTo(3);
    assertThat(poll.over().isComplete()).isFalse();
    poll.confirm("third");

    assertThat(poll.over().isComplete()).isTrue();
  }

  @Test
  void whoIsHeardOfMeanwhileIsWaitedForToo() {
    Poll poll = new Poll(Set.of("self"), false);
    poll.toldTo(2);
    poll.confirm("self");
    poll.heard("self");
    poll.heard("other");

    poll.allAreKnown();

    assertThat(poll.over().isComplete()).isFalse();
    poll.end();
    assertThat(poll.result()).isEqualTo(new Confirmed(Set.of("self"), Set.of("other")));
  }

  @Test
  void whenNobodyElseWasHeardThereIsNobodyElse() {
    Poll poll = new Poll(Set.of("self"), false);
    poll.toldTo(2);
    poll.confirm("self");
    assertThat(poll.over().isComplete()).isFalse();

    poll.allAreKnown();

    assertThat(poll.over().isComplete()).isTrue();
  }

  @Test
  void whoComesWhenAllAreKnownHoldsNothing() {
    Poll poll = new Poll(Set.of("self", "other"), true);
    poll.confirm("self");
    poll.heard("third");

    poll.confirm("other");

    assertThat(poll.over().isComplete()).isTrue();
  }
}
