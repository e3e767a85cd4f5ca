package profilegateway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import profilegateway.testing.TestClock;

class BreakerTest {
  private final TestClock clock = new TestClock();
  private final Breaker breaker = new Breaker(clock::nanoTime);

  private int period() {
    return breaker.state().period();
  }

  @Test
  void threeFailuresInARowOpenIt() {
    assertThat(breaker.failed(period())).isFalse();
    assertThat(breaker.failed(period())).isFalse();
    breaker.answered(period());
    assertThat(breaker.failed(period())).isFalse();
    assertThat(breaker.failed(period())).isFalse();
    assertThat(breaker.state().open()).isFalse();

    assertThat(breaker.failed(period())).isTrue();
    assertThat(breaker.state().open()).isTrue();
  }

  @Test
  void oneSilenceOpensIt() {
    assertThat(breaker.silent(period())).isTrue();

    assertThat(breaker.state().open()).isTrue();
  }

  @Test
  void whoeverOpensItIsTheOnlyOne() {
    int period = period();

    assertThat(breaker.silent(period)).isTrue();
    assertThat(breaker.silent(period)).isFalse();
    assertThat(breaker.failed(period)).isFalse();
    assertThat(breaker.silent(period())).isFalse();
  }

  @Test
  void aCommandOfAnEarlierPeriodSaysNothingOfThisOne() {
    int early = period();
    assertThat(breaker.silent(early)).isTrue();
    breaker.close();

    assertThat(breaker.silent(early)).isFalse();
    assertThat(breaker.state().open()).isFalse();
  }

  @Test
  void anAnswerDoesNotCloseIt() {
    int early = period();
    assertThat(breaker.silent(early)).isTrue();

    breaker.answered(early);
    breaker.answered(period());

    assertThat(breaker.state().open()).isTrue();
  }

  @Test
  void itTellsSinceWhen() {
    long start = clock.nanoTime();
    assertThat(breaker.state().since()).isEqualTo(start);

    clock.pass(Duration.ofSeconds(1));
    assertThat(breaker.silent(period())).isTrue();
    clock.pass(Duration.ofSeconds(1));
    assertThat(breaker.state().since() - start).isEqualTo(Duration.ofSeconds(1).toNanos());

    breaker.close();
    assertThat(breaker.state().since() - start).isEqualTo(Duration.ofSeconds(2).toNanos());
    clock.pass(Duration.ofSeconds(1));
    breaker.close();
    assertThat(breaker.state().since() - start).isEqualTo(Duration.ofSeconds(2).toNanos());
  }
}
