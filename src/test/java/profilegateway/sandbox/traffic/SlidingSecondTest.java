package profilegateway.sandbox.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlidingSecondTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void anEventLeavesExactlyASecondAfterItCame() {
    SlidingSecond window = new SlidingSecond();
    window.add(5);

    assertThat(window.count(5 + SECOND - 1)).isEqualTo(1);
    assertThat(window.count(5 + SECOND)).isZero();
  }

  @Test
  void itHoldsAnyNumberOfEventsWhereverItHasGotTo() {
    SlidingSecond window = new SlidingSecond();
    for (int i = 0; i < 5000; i++) {
      // 200 events a second, after which the window holds the last 200 of them.
      window.add(i * (SECOND / 200));
      assertThat(window.count(i * (SECOND / 200))).isEqualTo(Math.min(i + 1, 200));
    }
    for (int i = 0; i < 5000; i++) {
      window.add(26 * SECOND);
    }

    assertThat(window.count(26 * SECOND)).isEqualTo(5000);
  }

  @Test
  void itDoesNotMindWhereTheClockBegins() {
    SlidingSecond window = new SlidingSecond();
    window.add(Long.MAX_VALUE - 10);

    assertThat(window.count(Long.MIN_VALUE + 10)).isEqualTo(1);
    assertThat(window.count(Long.MIN_VALUE + SECOND)).isZero();
  }
}
