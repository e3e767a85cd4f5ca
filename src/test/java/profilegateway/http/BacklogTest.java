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
    rounds(1000, 25);
    clock.pass(Duration.ofMillis(40));

    assertThat(backlog.isLate()).isFalse();
  }

  @Test
  void onePauseIsNoBacklog() {
    rounds(100, 10);
    clock.pass(Duration.ofMillis(900));
    assertThat(backlog.isLate()).as("within it").isFalse();
    backlog.nextRound();
    clock.pass(Duration.ofMillis(30));

    assertThat(backlog.isLate()).as("after it").isFalse();
  }

  @Test
  void aPauseHoweverLongIsNoBacklogNorIsWhatCameMeanwhile() {
    rounds(100, 10);
    clock.pass(Duration.ofSeconds(5));
    assertThat(backlog.isLate()).as("within it").isFalse();
    backlog.nextRound();
    clock.pass(Duration.ofMillis(900));
    assertThat(backlog.isLate()).as("after it").isFalse();
  }

  @Test
  void theFirstFewOfARoundAreTakenHoweverLongRoundsLast() {
    rounds(100, 10);
    for (int round = 0; round < 50; round++) {
      for (int few = 0; few < 3; few++) {
        clock.pass(Duration.ofMillis(40));
        assertThat(backlog.takesOneMore()).as("one of few").isTrue();
      }
      backlog.nextRound();
    }

    clock.pass(Duration.ofMillis(40));
    for (int few = 0; few < 3; few++) {
      assertThat(backlog.takesOneMore()).as("the first of many").isTrue();
    }
    assertThat(backlog.takesOneMore()).as("the fourth").isFalse();
  }

  @Test
  void whenLongRoundsLastWhatComesFirstIsTakenAndWhatComesLateIsNot() {
    rounds(100, 10);
    rounds(38, 26);
    clock.pass(Duration.ofMillis(26));
    assertThat(backlog.isLate()).as("late, before it has lasted").isFalse();
    backlog.nextRound();

    clock.pass(Duration.ofMillis(15));
    assertThat(backlog.isLate()).as("first").isFalse();
    clock.pass(Duration.ofMillis(1));
    assertThat(backlog.isLate()).as("late").isTrue();
  }

  @Test
  void itGoesOnAsLongAsRoundsLastAsLongAsTheyMayWhatIsLateRefused() {
    rounds(50, 40);
    for (int second = 0; second < 10; second++) {
      rounds(90, 10);
      rounds(1, 18);
      clock.pass(Duration.ofMillis(16));
      assertThat(backlog.isLate()).isTrue();
    }
  }

  @Test
  void aSecondOfShortRoundsEndsIt() {
    rounds(50, 40);
    rounds(100, 10);
    clock.pass(Duration.ofMillis(40));
    assertThat(backlog.isLate()).as("not yet").isTrue();
    backlog.nextRound();
    rounds(101, 10);
    clock.pass(Duration.ofMillis(40));

    assertThat(backlog.isLate()).isFalse();
  }
}
