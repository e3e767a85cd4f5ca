package profilegateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import profilegateway.testing.FakeTime;

class RoundsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final FakeTime time = new FakeTime();
  private final Deque<Promise<Void>> open = new ArrayDeque<>();
  private final List<Long> began = new ArrayList<>();
  private final Rounds rounds = new Rounds(time, SECOND, this::round);

  @Test
  void theFirstRoundIsOnePauseAway() {
    rounds.begin();
    time.pass(Duration.ofMillis(999));
    assertThat(began).isEmpty();

    time.pass(Duration.ofMillis(1));
    assertThat(began).containsExactly(1000L);
  }

  @Test
  void aRoundThatTakesLongIsNotOvertaken() {
    rounds.begin();
    time.pass(Duration.ofSeconds(5));
    assertThat(began).containsExactly(1000L);

    open.remove().complete();
    time.pass(SECOND);
    assertThat(began).containsExactly(1000L, 6000L);
  }

  @Test
  void aRoundThatFailsIsNotTheLast() {
    rounds.begin();
    time.pass(SECOND);
    open.remove().fail("failed");

    time.pass(SECOND);

    assertThat(began).containsExactly(1000L, 2000L);
  }

  @Test
  void thereIsNoRoundAfterTheEnd() {
    rounds.begin();
    time.pass(SECOND);
    rounds.close();
    open.remove().complete();
    time.pass(SECOND.multipliedBy(10));

    assertThat(began).containsExactly(1000L);
  }

  @Test
  void aRoundThatIsDueIsCalledOff() {
    rounds.begin();
    rounds.close();
    time.pass(SECOND.multipliedBy(10));

    assertThat(began).isEmpty();
  }

  @Test
  void whatWasClosedDoesNotBegin() {
    rounds.close();
    rounds.begin();
    time.pass(SECOND.multipliedBy(10));

    assertThat(began).isEmpty();
  }

  private Future<Void> round() {
    began.add(time.passed().toMillis());
    Promise<Void> round = Promise.promise();
    open.add(round);
    return round.future();
  }
}
