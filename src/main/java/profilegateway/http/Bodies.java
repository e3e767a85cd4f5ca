package profilegateway.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import profilegateway.config.Limit;
import profilegateway.graphql.ErrorCode;
import profilegateway.graphql.limits.Limits;

/**
 * How much the bodies hold together of all requests that are not answered: each of them is small, and there may be one on
 * every connection. Shared by all event loops.
 */
final class Bodies {
  /** An eighth of the heap; what they are made of takes up to twice as much, and the rest is for what is kept and done. */
  private static final int SHARE_OF_HEAP = 8;

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Limits limits;
  private final long most;
  private final AtomicLong held = new AtomicLong();

  /** On a heap of {@code heap} bytes. One body has room, however small that is. */
  Bodies(Limits limits, long heap) {
    this.limits = limits;
    this.most = Math.max(heap / SHARE_OF_HEAP, limits.bound(Limit.BODY_BYTES));
  }

  /** Takes in so much more of a body, which is then held in any case. */
  void hold(int bytes) throws HttpError.Thrown {
    if (held.addAndGet(bytes) > most) {
      limits.refusedBodies();
      throw new HttpError.Thrown(HttpError.later(
          ErrorCode.OVERLOADED,
          "The requests in progress hold as much as this gateway has room for.",
          PAUSE));
    }
  }

  void giveBack(long bytes) {
    held.addAndGet(-bytes);
  }

  long held() {
    return held.get();
  }
}
