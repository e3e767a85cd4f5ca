package profilegateway.upstream.ratelimit;

import profilegateway.upstream.ratelimit.permits.FleetQuota.Share;

/**
 * Request to the source of permits.
 *
 * @param permits number of permits that would be used at once; at least 1
 * @param share how much of the quota the request may use up
 */
record PermitRequest(int permits, Share share) {

  /** This request, for {@code most} permits if it is for more. */
  PermitRequest atMost(int most) {
    return permits <= most ? this : new PermitRequest(most, share);
  }

  /** Whether the request may be granted although one with share {@code denied} was not: it may use the reserve. */
  boolean mayBeGrantedDespite(Share denied) {
    return share == Share.WHOLE && denied == Share.WITHOUT_RESERVE;
  }
}
