package profilegateway.upstream.quota;

import io.vertx.core.Future;
import java.time.Duration;
import profilegateway.upstream.quota.FleetQuota.Grant;
import profilegateway.upstream.quota.FleetQuota.Share;

/** Permits of an account without a quota: half of no limit is no limit either. */
final class UnlimitedPermits implements Permits {

  @Override
  public Future<Grant> take(int wanted, Share share) {
    return Future.succeededFuture(new Grant(wanted, Duration.ZERO, Duration.ZERO));
  }

  @Override
  public Outlook outlook() {
    return new Outlook(Duration.ZERO, Double.POSITIVE_INFINITY, false);
  }
}
