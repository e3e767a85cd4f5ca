package profilegateway.upstream.ratelimit.permits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import profilegateway.testing.TestClock;

class CooldownTest {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final TestClock clock = new TestClock();
  private final Cooldown cooldown = new Cooldown(clock::nanoTime);

  @Test
  void atTheStartTheLastCooldownIsLongOver() {
    assertThat(clock.nanoTime() - cooldown.end())
        .isEqualTo(Duration.ofMinutes(1).toNanos());
    assertThat(cooldown.isCooling()).isFalse();
    assertThat(cooldown.isSlow()).isFalse();
  }

  @Test
  void ofSeveralCooldownsTheOneThatEndsLastHolds() {
    cooldown.coolDown(PAUSE);
    long end = cooldown.end();
    cooldown.coolDown(PAUSE);
    cooldown.coolDown(PAUSE.minusNanos(1));
    assertThat(cooldown.end()).isEqualTo(end);

    cooldown.coolDown(PAUSE.plusNanos(1));

    assertThat(cooldown.end()).isEqualTo(end + 1);
    assertThat(cooldown.coolDownLeft()).isEqualTo(PAUSE.plusNanos(1));
  }

  @Test
  void aCooldownAndASlowdownEndEachAtItsTime() {
    cooldown.slowDown(PAUSE);
    cooldown.slowDown(PAUSE.minusNanos(1));
    cooldown.coolDown(PAUSE.plusSeconds(1));

    clock.pass(PAUSE.minusNanos(1));
    assertThat(cooldown.slowDownLeft()).isEqualTo(Duration.ofNanos(1));
    clock.pass(Duration.ofNanos(1));
    assertThat(cooldown.isSlow()).isFalse();
    assertThat(cooldown.coolDownLeft()).isEqualTo(Duration.ofSeconds(1));
    clock.pass(Duration.ofSeconds(1));
    assertThat(cooldown.isCooling()).isFalse();
    assertThat(cooldown.coolDownLeft()).isZero();
  }
}
