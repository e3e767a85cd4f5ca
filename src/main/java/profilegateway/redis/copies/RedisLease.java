package profilegateway.redis.copies;

import io.vertx.core.Future;
import java.time.Instant;
import profilegateway.cache.copies.Fetch;
import profilegateway.cache.store.SharedCache.Lease;
import profilegateway.profile.Lookup;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.ProfileReference;

/**
 * Leases of one claim.
 *
 * @param owner nobody else's
 * @param asked what the profile was asked for by
 * @param subject under whose names the leases lie: {@code asked}, or the mpid that is linked with it
 * @param parts what the leases are for
 * @param stamp when the fetch begins, in milliseconds on Redis's clock
 */
record RedisLease(
    Leases leases,
    String owner,
    ProfileReference asked,
    ProfileReference subject,
    Parts parts,
    long stamp)
    implements Lease {

  /**
   * When the fetch began, in milliseconds on the clock of the server that holds {@code written}.
   *
   * @param skew how much the clocks of two servers may differ, in milliseconds. It is subtracted, so that the stamp is never newer than a
   *     purge that came after the claim
   */
  long stampFor(ProfileReference written, long skew) {
    return stamp(stamp, subject, written, skew);
  }

  static long stamp(long stamp, ProfileReference claimed, ProfileReference written, long skew) {
    return claimed.equals(written) ? stamp : stamp - skew;
  }

  @Override
  public Instant began() {
    return Instant.ofEpochMilli(stamp);
  }

  @Override
  public Future<Void> keep() {
    return leases.keep(this);
  }

  @Override
  public Future<Void> fill(Lookup fetched, Fetch fetch) {
    return leases.fill(this, fetched, fetch);
  }

  @Override
  public Future<Void> failed(ProfileFailure failure) {
    return leases.end(this, FailureText.of(failure));
  }

  @Override
  public Future<Void> release() {
    return leases.end(this, "");
  }

  @Override
  public String toString() {
    return "RedisLease[" + parts + "]";
  }
}
