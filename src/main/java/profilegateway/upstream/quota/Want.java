package profilegateway.upstream.quota;

import profilegateway.upstream.quota.permits.FleetQuota.Share;

/** What to ask for next. */
record Want(int permits, Share share) {

  Want atMost(int most) {
    return permits <= most ? this : new Want(most, share);
  }

  /** Whether it may be had although {@code denied} cannot. */
  boolean mayBeHadDespite(Share denied) {
    return share == Share.WHOLE && denied == Share.WITHOUT_RESERVE;
  }
}
