package profilegateway.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import profilegateway.testing.TestClock;

class DeadlineTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final TestClock clock = new TestClock();
  private final Deadline deadline = Deadline.after(MINUTE, clock::nanoTime);

  @Test
  void lessIsLeftAsTimePasses() {
    clock.pass(SECOND);
    assertThat(deadline.remaining()).isEqualTo(MINUTE.minus(SECOND));

    clock.pass(MINUTE);
    assertThat(deadline.remaining()).isZero();
  }

  @Test
  void theTimeLeftAtAMomentDoesNotDependOnTheClock() {
    long later = clock.nanoTime() + SECOND.toNanos();
    clock.pass(MINUTE);

    assertThat(deadline.remaining(later)).isEqualTo(MINUTE.minus(SECOND));
    assertThat(deadline.remaining(later + MINUTE.toNanos())).isZero();
  }

  @Test
  void anEarlierDeadlineLeavesLess() {
    Deadline earlier = deadline.earlier(SECOND);

    assertThat(earlier.remaining()).isEqualTo(MINUTE.minus(SECOND));
    assertThat(earlier.remaining(clock.nanoTime() + SECOND.toNanos()))
        .isEqualTo(MINUTE.minus(SECOND).minus(SECOND));
  }

  @Test
  void aDeadlineThatMovesLeavesWhatItsLatestValueLeaves() {
    AtomicReference<Deadline> latest = new AtomicReference<>(deadline);
    Deadline moving = Deadline.moving(latest::get);
    long now = clock.nanoTime();
    assertThat(moving.remaining(now)).isEqualTo(MINUTE);

    latest.set(deadline.earlier(SECOND));

    assertThat(moving.remaining(now)).isEqualTo(MINUTE.minus(SECOND));
    assertThat(moving.remaining()).isEqualTo(MINUTE.minus(SECOND));
  }
}
