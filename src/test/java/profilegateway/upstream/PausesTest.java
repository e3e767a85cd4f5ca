package profilegateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PausesTest {
  private final Pauses pauses = new Pauses();

  @Test
  void eachPauseInARowIsTwiceAsLongUpToHalfAMinute() {
    for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
      assertThat(pauses.next(0)).isEqualTo(Duration.ofSeconds(seconds));
    }
  }

  @Test
  void jitterLengthensAPause() {
    assertThat(pauses.next(0.5)).isEqualTo(Duration.ofMillis(1500));
  }

  @Test
  void anAnswerStartsOver() {
    assertThat(pauses.next(0)).isEqualTo(Duration.ofSeconds(1));
    pauses.clear();
    assertThat(pauses.next(0)).isEqualTo(Duration.ofSeconds(1));
  }
}
