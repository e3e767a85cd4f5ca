package profilegateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import profilegateway.testing.TestClock;
import profilegateway.testing.TestLimits;

class BacklogTest {
  private final TestClock clock = new TestClock();
  private final Backlog backlog = new Backlog(TestLimits.usual(), clock::nanoTime);

  private void rounds(int count, int millis) {
    for (int round = 0; round < count; round++) {
      clock.pass(Duration.ofMillis(millis));
      backlog.nextRound();
    }
  }

  @Test
  void anEventLoopThatKeepsUpIsNotBehindHoweverLongItRuns() {
    rounds(1000, 15);
    clock.pass(Duration.ofMillis(15));

    assertThat(backlog.isBehind()).isFalse();
  }

  @Test
  void onePauseIsNoBacklog() {
    rounds(100, 10);
    clock.pass(Duration.ofMillis(900));
    assertThat(backlog.isBehind()).as("within it").isFalse();
    backlog.nextRound();
    clock.pass(Duration.ofMillis(30));

    assertThat(backlog.isBehind()).as("after it").isFalse();
  }

  @Test
  void aPauseHoweverLongIsNoBacklogNorIsWhatCameMeanwhile() {
    rounds(100, 10);
    clock.pass(Duration.ofSeconds(5));
    assertThat(backlog.isBehind()).as("within it").isFalse();
    backlog.nextRound();
    clock.pass(Duration.ofMillis(900));
    assertThat(backlog.isBehind()).as("after it").isFalse();
  }

  @Test
  void theFirstOfARoundIsTakenHoweverLongRoundsLast() {
    rounds(100, 10);
    for (int round = 0; round < 50; round++) {
      clock.pass(Duration.ofMillis(100));
      assertThat(backlog.takesOneMore()).as("who asks alone").isTrue();
      backlog.nextRound();
    }

    clock.pass(Duration.ofMillis(40));
    assertThat(backlog.takesOneMore()).as("the first of several").isTrue();
    assertThat(backlog.takesOneMore()).as("the second").isFalse();
  }

  @Test
  void whenLongRoundsLastWhatComesFirstIsTakenAndWhatComesLateIsNot() {
    rounds(100, 10);
    rounds(63, 16);

    clock.pass(Duration.ofMillis(15));
    assertThat(backlog.isBehind()).as("first").isFalse();
    clock.pass(Duration.ofMillis(1));
    assertThat(backlog.isBehind()).as("late").isTrue();
  }

  @Test
  void oneRoundThatKeepsUpEndsIt() {
    rounds(50, 40);
    rounds(1, 10);
    clock.pass(Duration.ofMillis(40));

    assertThat(backlog.isBehind()).isFalse();
  }
}
