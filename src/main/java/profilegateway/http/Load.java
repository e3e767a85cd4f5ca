package profilegateway.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import profilegateway.config.Limit;
import profilegateway.graphql.ErrorCode;
import profilegateway.graphql.limits.Limits;

/**
 * The operations in progress. One beyond the limit is refused at once, before anything is found out about it: who waits
 * for an answer that comes too late asks again. Shared by all event loops.
 */
final class Load {
  /** What is in progress now is over by then, or nearly. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Limits limits;
  private final AtomicInteger operations = new AtomicInteger();

  Load(Limits limits) {
    this.limits = limits;
  }

  /** How many there are. */
  int operations() {
    return operations.get();
  }

  /** Takes a request in as one operation, until it is answered or its client is gone. */
  Share take(Exchange exchange) throws HttpError.Thrown {
    Share share = new Share();
    share.grow(1);
    exchange.atEnd(share::giveBack);
    return share;
  }

  /** What one request has of it. Confined to its event loop. */
  final class Share {
    private int taken;

    /** Counts a batch as its members, once it is known how many these are. */
    void members(int count) throws HttpError.Thrown {
      if (count > 1) {
        grow(count - 1);
      }
    }

    private void grow(int more) throws HttpError.Thrown {
      int all = operations.addAndGet(more);
      taken += more;
      String refusal = limits.refusal(Limit.OPERATIONS, all).orElse(null);
      if (refusal != null) {
        giveBack();
        throw new HttpError.Thrown(HttpError.later(ErrorCode.OVERLOADED, refusal, PAUSE));
      }
    }

    private void giveBack() {
      operations.addAndGet(-taken);
      taken = 0;
    }
  }
}
