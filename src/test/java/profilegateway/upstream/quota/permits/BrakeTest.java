package profilegateway.upstream.quota.permits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import profilegateway.testing.TestClock;

class BrakeTest {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final TestClock clock = new TestClock();
  private final Brake brake = new Brake(clock::nanoTime);

  @Test
  void whoGoesAheadIsAloneFromThenOnHoweverLateThatIs() {
    brake.coolDown(PAUSE);
    clock.pass(PAUSE.plusMillis(650));

    assertThat(brake.most()).isEqualTo(1);
    brake.calls();
    assertThat(brake.most()).isZero();
    assertThat(brake.stopLeft()).isEqualTo(Brake.SETTLING);

    clock.pass(Brake.SETTLING.minusNanos(1));
    assertThat(brake.most()).isZero();
    clock.pass(Duration.ofNanos(1));
    assertThat(brake.most()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void longAfterAPauseNobodyHasToGoAhead() {
    brake.coolDown(PAUSE);
    clock.pass(PAUSE.plusSeconds(1));

    assertThat(brake.most()).isEqualTo(Integer.MAX_VALUE);
    brake.calls();
    assertThat(brake.most()).isEqualTo(Integer.MAX_VALUE);
  }
}
