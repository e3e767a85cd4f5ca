package profilegateway.upstream.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import profilegateway.upstream.ratelimit.permits.FleetQuota.Share;

class GrantRateTest {
  /** The clock overflows after half of the time that is looked back on, as it may. */
  private static final long START = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();

  private static final long LOOK_BACK = GrantRate.LOOK_BACK.toNanos();
  private static final PermitRequest REQUEST = new PermitRequest(3, Share.WHOLE);

  private final GrantRate rate = new GrantRate();

  @Test
  void theRateIsThatOfTheTimeSincePermitsAreDenied() {
    rate.answered(REQUEST, 0, true, START);
    rate.answered(REQUEST, 2, true, START + 200_000_000);
    rate.answered(REQUEST, 1, true, START + 400_000_000);

    assertThat(rate.perSecond(Share.WHOLE, START + 500_000_000)).isEqualTo(6);
  }

  @Test
  void olderGrantsDoNotCount() {
    rate.answered(REQUEST, 2, true, START);
    rate.answered(REQUEST, 1, true, START + 1);
    double perSecond = 1e9 / LOOK_BACK;

    assertThat(rate.perSecond(Share.WHOLE, START + LOOK_BACK - 1)).isEqualTo(3e9 / (LOOK_BACK - 1));
    assertThat(rate.perSecond(Share.WHOLE, START + LOOK_BACK)).isEqualTo(perSecond);
    assertThat(rate.perSecond(Share.WHOLE, START + 2 * LOOK_BACK)).isEqualTo(perSecond);
  }

  @Test
  void aDenialCountsForAsLongAsGrantsDo() {
    rate.answered(REQUEST, 1, true, START);
    rate.answered(REQUEST, 0, true, START + 1);

    assertThat(rate.isDenied(Share.WHOLE, START + LOOK_BACK)).isTrue();
    assertThat(rate.isDenied(Share.WHOLE, START + LOOK_BACK + 1)).isFalse();
    assertThat(rate.isDenied(Share.WITHOUT_RESERVE, START + 1)).isFalse();
  }

  @Test
  void aDenialAfterALongTimeIsANewOne() {
    long later = START + 2 * LOOK_BACK;
    rate.answered(REQUEST, 0, true, START);
    rate.answered(REQUEST, 0, true, later);

    assertThat(rate.perSecond(Share.WHOLE, later + 500_000_000)).isEqualTo(2);
  }

  @Test
  void nothingCountsOnceItIsForgotten() {
    rate.answered(REQUEST, 2, true, START);

    rate.forget();
    rate.answered(REQUEST, 0, true, START);

    assertThat(rate.perSecond(Share.WHOLE, START + 500_000_000)).isEqualTo(2);
  }
}
