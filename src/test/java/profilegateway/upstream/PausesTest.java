package profilegateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import profilegateway.testing.TestClock;

class PausesTest {
  private final TestClock clock = new TestClock();
  private final Pauses pauses = new Pauses(clock::nanoTime);

  @Test
  void eachPauseInARowIsTwiceAsLongUpToEightSeconds() {
    for (int seconds : new int[] {1, 2, 4, 8, 8, 8}) {
      assertThat(waited(0)).isEqualTo(Duration.ofSeconds(seconds));
    }
  }

  @Test
  void jitterLengthensAPauseWithinTheLongest() {
    assertThat(waited(0.5)).isEqualTo(Duration.ofMillis(1500));
    assertThat(waited(0.5)).isEqualTo(Duration.ofSeconds(3));
    assertThat(waited(0.9)).isEqualTo(Duration.ofMillis(7600));
    assertThat(waited(0.5)).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void callsThatAreRefusedTogetherMakeOnePause() {
    assertThat(pauses.next(0)).isEqualTo(Duration.ofSeconds(1));
    for (int refused = 0; refused < 14; refused++) {
      assertThat(pauses.next(0)).isEqualTo(Duration.ofSeconds(1));
    }
    clock.pass(Duration.ofMillis(400));
    assertThat(pauses.next(0)).isEqualTo(Duration.ofMillis(600));

    clock.pass(Duration.ofMillis(600));
    assertThat(pauses.next(0)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void anAnswerStartsOver() {
    assertThat(waited(0)).isEqualTo(Duration.ofSeconds(1));
    pauses.clear();
    assertThat(waited(0)).isEqualTo(Duration.ofSeconds(1));
  }

  /** The next pause, after which the time has passed. */
  private Duration waited(double jitter) {
    Duration pause = pauses.next(jitter);
    clock.pass(pause);
    return pause;
  }
}
