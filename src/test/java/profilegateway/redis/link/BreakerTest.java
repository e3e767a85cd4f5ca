package profilegateway.redis.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import profilegateway.testing.TestClock;

class BreakerTest {
  private final TestClock clock = new TestClock();
  private final Breaker breaker = new Breaker(1, clock::nanoTime);

  private Breaker.State now() {
    return breaker.state();
  }

  @Test
  void threeFailuresInARowOpenIt() {
    assertThat(breaker.failed(now())).isFalse();
    assertThat(breaker.failed(now())).isFalse();
    breaker.answered(now());
    assertThat(breaker.failed(now())).isFalse();
    assertThat(breaker.failed(now())).isFalse();
    assertThat(breaker.state().open()).isFalse();

    assertThat(breaker.failed(now())).isTrue();
    assertThat(breaker.state().open()).isTrue();
  }

  @Test
  void oneSilenceOpensIt() {
    assertThat(breaker.silent(now())).isTrue();

    assertThat(breaker.state().open()).isTrue();
  }

  @Test
  void whoeverOpensItIsTheOnlyOne() {
    Breaker.State sent = now();

    assertThat(breaker.silent(sent)).isTrue();
    assertThat(breaker.silent(sent)).isFalse();
    assertThat(breaker.failed(sent)).isFalse();
    assertThat(breaker.silent(now())).isFalse();
  }

  @Test
  void aCommandOfAnEarlierPeriodSaysNothingOfThisOne() {
    Breaker.State early = now();
    assertThat(breaker.silent(early)).isTrue();
    assertThat(breaker.close()).isTrue();
    assertThat(breaker.close()).isFalse();

    assertThat(breaker.silent(early)).isFalse();
    assertThat(breaker.state().open()).isFalse();
  }

  @Test
  void anAnswerDoesNotCloseIt() {
    Breaker.State early = now();
    assertThat(breaker.silent(early)).isTrue();

    breaker.answered(early);
    breaker.answered(now());

    assertThat(breaker.state().open()).isTrue();
  }

  @Test
  void itTellsSinceWhen() {
    long start = clock.nanoTime();
    assertThat(breaker.state().since()).isEqualTo(start);

    clock.pass(Duration.ofSeconds(1));
    assertThat(breaker.silent(now())).isTrue();
    clock.pass(Duration.ofSeconds(1));
    assertThat(breaker.state().since() - start).isEqualTo(Duration.ofSeconds(1).toNanos());

    assertThat(breaker.close()).isTrue();
    assertThat(breaker.state().since() - start).isEqualTo(Duration.ofSeconds(2).toNanos());
    clock.pass(Duration.ofSeconds(1));
    assertThat(breaker.close()).isFalse();
    assertThat(breaker.state().since() - start).isEqualTo(Duration.ofSeconds(2).toNanos());
  }

  @Test
  void asManySilencesAsAreLetPassOpenIt() {
    Breaker patient = new Breaker(3, clock::nanoTime);
    assertThat(patient.silent(patient.state())).isFalse();
    assertThat(patient.silent(patient.state())).isFalse();
    patient.answered(patient.state());
    assertThat(patient.silent(patient.state())).isFalse();
    assertThat(patient.silent(patient.state())).isFalse();
    assertThat(patient.state().open()).isFalse();

    assertThat(patient.silent(patient.state())).isTrue();
    assertThat(patient.state().open()).isTrue();
  }

  @Test
  void commandsThatWaitAtOnceTellOfOneSilence() {
    Breaker patient = new Breaker(3, clock::nanoTime);
    Breaker.State sent = patient.state();

    for (int command = 0; command < 10; command++) {
      assertThat(patient.silent(sent)).isFalse();
    }

    assertThat(patient.state().silences()).isEqualTo(1);
  }
}
