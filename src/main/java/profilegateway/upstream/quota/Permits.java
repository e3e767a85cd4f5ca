package profilegateway.upstream.quota;

import io.vertx.core.Future;
import java.time.Duration;
import profilegateway.upstream.quota.FleetQuota.Grant;
import profilegateway.upstream.quota.FleetQuota.Share;

/** Where permits come from. */
interface Permits {

  /** As {@link FleetQuota#take}, but it never fails. */
  Future<Grant> take(int wanted, Share share);

  Outlook outlook();

  /**
   * What is to be expected.
   *
   * @param pause how long there will be none at all
   * @param aSecond how many at best after that
   * @param isShared whether others take theirs from the same, so that there may be fewer
   */
  record Outlook(Duration pause, double aSecond, boolean isShared) {}

  /** An answer that a call has to wait. */
  static Grant none(Duration askAgain) {
    return new Grant(0, askAgain, Duration.ZERO);
  }
}
