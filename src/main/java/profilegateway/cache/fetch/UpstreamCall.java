package profilegateway.cache.fetch;

import org.jspecify.annotations.Nullable;
import profilegateway.cache.store.SharedCache;
import profilegateway.profile.Parts;

/**
 * A call of the upstream source that is in progress.
 *
 * @param number identifies the call within its fetch
 * @param attempt number of the current attempt, from 1; answers to earlier attempts are ignored
 * @param isSent whether a request to mParticle was made; until then, the call waits for a permit
 * @param isRecalled whether the call was cancelled in order to repeat it; a request on the wire completes, a waiting one does not
 * @param lease prevents other instances from fetching the same parts; null if there is none
 * @param isLeaseKept whether the lease is extended until the call ends
 */
record UpstreamCall(
    int number,
    Parts parts,
    int attempt,
    boolean isSent,
    boolean isRecalled,
    SharedCache.@Nullable Lease lease,
    boolean isLeaseKept) {

  static UpstreamCall first(int number, Parts parts, SharedCache.@Nullable Lease lease) {
    return new UpstreamCall(number, parts, 1, false, false, lease, lease != null);
  }

  boolean isLeased() {
    return lease != null;
  }

  UpstreamCall sent() {
    return new UpstreamCall(number, parts, attempt, true, isRecalled, lease, isLeaseKept);
  }

  UpstreamCall recalled() {
    return new UpstreamCall(number, parts, attempt, isSent, true, lease, isLeaseKept);
  }

  UpstreamCall nextAttempt() {
    return new UpstreamCall(number, parts, attempt + 1, isSent, false, lease, isLeaseKept);
  }

  UpstreamCall withoutKeeping() {
    return new UpstreamCall(number, parts, attempt, isSent, isRecalled, lease, false);
  }
}
