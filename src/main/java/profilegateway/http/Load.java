package profilegateway.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import profilegateway.config.Limit;
import profilegateway.graphql.ErrorCode;
import profilegateway.graphql.limits.Limits;

/**
 * The operations in progress. One beyond the limit is refused at once, before anything is found out about it: who waits
 * for an answer that comes too late asks again. Shared by all event loops.
 */
final class Load implements Handler<RoutingContext> {
  /** What is in progress now is over by then, or nearly. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final String KEY = Load.class.getName();

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
  @Override
  public void handle(RoutingContext request) {
    Share share = new Share();
    try {
      share.grow(1);
    } catch (HttpError.Thrown overloaded) {
      Answers.end(request, overloaded.error());
      return;
    }
    request.put(KEY, share);
    request.addEndHandler(over -> share.giveBack());
    request.next();
  }

  /** Counts a batch as its members, once it is known how many these are. */
  static void members(RoutingContext request, int count) throws HttpError.Thrown {
    Objects.<Share>requireNonNull(request.get(KEY)).grow(count - 1);
  }

  /** What one request has of it. Confined to its event loop. */
  private final class Share {
    private int taken;

    void grow(int more) throws HttpError.Thrown {
      int all = operations.addAndGet(more);
      taken += more;
      String refusal = more == 0 ? null : limits.refusal(Limit.OPERATIONS, all).orElse(null);
      if (refusal != null) {
        giveBack();
        throw new HttpError.Thrown(HttpError.later(ErrorCode.OVERLOADED, refusal, PAUSE));
      }
    }

    void giveBack() {
      operations.addAndGet(-taken);
      taken = 0;
    }
  }
}
