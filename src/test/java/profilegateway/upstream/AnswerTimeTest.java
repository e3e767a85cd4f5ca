package profilegateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnswerTimeTest {
  private final AnswerTime time = new AnswerTime();

  @Test
  void beforeTheFirstAnswerASlowOneIsExpected() {
    assertThat(time.expected()).isEqualTo(Duration.ofMillis(300));
  }

  @Test
  void aSteadyApiIsExpectedToStaySo() {
    take(100, 50, 50);
    assertThat(time.expected()).isBetween(Duration.ofMillis(50), Duration.ofMillis(51));
  }

  @Test
  void nearlyAllAnswersComeInTheExpectedTime() {
    Random random = new Random(1);
    int late = 0;
    take(100, 100, 300);
    for (int number = 0; number < 10_000; number++) {
      Duration next = Duration.ofMillis(100 + random.nextInt(200));
      late += next.compareTo(time.expected()) > 0 ? 1 : 0;
      time.took(next);
    }
    assertThat(late).isLessThan(100);
    assertThat(time.expected()).isLessThan(Duration.ofMillis(600));
  }

  @Test
  void whatWasSlowOnceIsForgotten() {
    time.took(Duration.ofSeconds(2));
    take(100, 100, 100);
    assertThat(time.expected()).isLessThan(Duration.ofMillis(120));
  }

  private void take(int answers, int fromMillis, int toMillis) {
    Random random = new Random(2);
    for (int number = 0; number < answers; number++) {
      time.took(Duration.ofMillis(fromMillis + random.nextInt(toMillis - fromMillis + 1)));
    }
  }
}
