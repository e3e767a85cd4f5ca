package profilegateway.redis.copies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;
import profilegateway.profile.ProfileReference;

class RedisLeaseTest {
  private static final Mpid MPID = new Mpid(7);
  private static final Identity IDENTITY = new Identity("customer_id", "c-7");

  /** A stamp is a time on the clock of the server that granted the claim. */
  @Test
  void aStampForAnotherServerIsOlderByTheSkewOfTheirClocks() {
    for (ProfileReference claimed : List.of(MPID, IDENTITY)) {
      for (ProfileReference written : List.of(MPID, IDENTITY)) {
        long expected = written.equals(claimed) ? 10_000 : 9_500;
        assertThat(RedisLease.stamp(10_000, claimed, written, 500)).isEqualTo(expected);
        assertThat(RedisLease.stamp(10_000, claimed, written, 0)).isEqualTo(10_000);
      }
    }
  }
}
