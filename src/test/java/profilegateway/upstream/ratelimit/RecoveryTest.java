package profilegateway.upstream.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  /** Shortly before the clock overflows, as it may. */
  private static final long END = Long.MAX_VALUE - 1_000_000;

  private final Recovery recovery = Recovery.from(END);

  @Test
  void noCallIsMadeDuringTheCooldown() {
    assertThat(recovery.most(END - 1)).isZero();
    assertThat(recovery.stopLeft(END - 1)).isEqualTo(Duration.ofNanos(1));
  }

  @Test
  void theTrialCallGoesAheadHoweverLateItIs() {
    long late = END + Duration.ofMillis(650).toNanos();
    assertThat(recovery.most(late)).isEqualTo(1);

    Recovery tried = recovery.granted(late);

    assertThat(tried.most(late)).isZero();
    assertThat(tried.stopLeft(late)).isEqualTo(Recovery.SETTLING);
    long settled = late + Recovery.SETTLING.toNanos();
    assertThat(tried.most(settled - 1)).isZero();
    assertThat(tried.most(settled)).isEqualTo(Integer.MAX_VALUE);
    assertThat(tried.granted(settled - 1)).isEqualTo(tried);
  }

  @Test
  void longAfterACooldownNoTrialCallIsNeeded() {
    long later = END + Duration.ofSeconds(1).toNanos();

    assertThat(recovery.most(later - 1)).isEqualTo(1);
    assertThat(recovery.most(later)).isEqualTo(Integer.MAX_VALUE);
    assertThat(recovery.granted(later).most(later)).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void aNewCooldownNeedsATrialCallOfItsOwn() {
    Recovery tried = recovery.granted(END);

    assertThat(tried.since(END)).isEqualTo(tried);
    assertThat(tried.since(END + 1)).isEqualTo(Recovery.from(END + 1));
  }
}
