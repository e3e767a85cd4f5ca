package profilegateway.upstream.ratelimit.permits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import profilegateway.config.QuotaConfig;
import profilegateway.upstream.ratelimit.permits.FleetQuota.Share;

class QuotaLimitTest {

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "2, 1", "3, 1", "5, 1", "6, 2", "15, 3", "16, 4"})
  void aFifthIsKeptAndAtLeastOneWhereThereAreTwo(int permits, int reserve) {
    assertThat(QuotaLimit.reserve(permits)).isEqualTo(reserve);
  }

  @Test
  void aShareKeepsAReserveToo() {
    Rate share = new QuotaLimit(15, 4).share();

    assertThat(share.permits(Share.WHOLE)).isEqualTo(3);
    assertThat(share.permits(Share.WITHOUT_RESERVE)).isEqualTo(2);
  }

  @Test
  void aBurstIsAllowedOnTopOfTheQuota() {
    assertThat(QuotaLimit.of(new QuotaConfig(15, 5, 1))).isEqualTo(new QuotaLimit(20, 1));
    assertThat(QuotaLimit.of(new QuotaConfig(0, 5, 1)).isUnlimited()).isTrue();
  }
}
