package profilegateway.upstream.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import profilegateway.testing.FakeTime;

class DispatchTimerTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final FakeTime time = new FakeTime();
  private final DispatchTimer timer = new DispatchTimer(time);
  private final List<Long> fired = new ArrayList<>();

  @Test
  void firesOnce() {
    set(1);

    time.pass(SECOND.multipliedBy(2));

    assertThat(fired).containsExactly(1L);
  }

  @Test
  void aHigherNumberReplacesALowerOne() {
    set(1);
    set(2);
    assertThat(time.alarms()).isEqualTo(1);

    time.pass(SECOND);

    assertThat(fired).containsExactly(2L);
  }

  @Test
  void aTimerThatIsSetAfterItsSuccessorIsIgnored() {
    set(2);
    set(1);

    time.pass(SECOND);

    assertThat(fired).containsExactly(2L);
  }

  @Test
  void aTimerThatIsCancelledIsNotKept() {
    set(1);

    timer.cancel(1);

    assertThat(time.alarms()).isZero();
  }

  @Test
  void aTimerThatIsCancelledBeforeItIsSetIsNeverSet() {
    timer.cancel(1);
    set(1);
    assertThat(time.alarms()).isZero();

    set(2);
    assertThat(time.alarms()).isEqualTo(1);
  }

  @Test
  void aCancellationOfALowerNumberDoesNotCountForAHigherOne() {
    set(2);

    timer.cancel(1);
    time.pass(SECOND);

    assertThat(fired).containsExactly(2L);
  }

  @Test
  void aCancellationBeforeTheSettingEndsTheTimersBeforeItAsWell() {
    set(1);

    timer.cancel(2);

    assertThat(time.alarms()).isZero();
  }

  private void set(long number) {
    timer.set(number, SECOND, () -> fired.add(number));
  }
}
