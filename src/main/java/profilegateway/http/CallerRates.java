package profilegateway.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import profilegateway.access.Caller;
import profilegateway.config.Limit;
import profilegateway.graphql.ErrorCode;
import profilegateway.graphql.limits.Limits;

/**
 * How many operations a second each caller asks for that says who it is. A second's worth may come at once; who asks for
 * more waits until its turn. Shared by all event loops.
 */
final class CallerRates {
  private static final int MOST_CALLERS = 100_000;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Limits limits;
  private final LongSupplier nanoTime;

  /** When the turns that were taken are over, by the caller's hash. Who is not in it has taken none for a second. */
  private final Cache<String, Long> taken;

  CallerRates(Limits limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.taken = Caffeine.newBuilder()
        .maximumSize(MOST_CALLERS)
        .expireAfterWrite(Duration.ofMinutes(2))
        .ticker(nanoTime::getAsLong)
        .executor(Runnable::run)
        .build();
  }

  /** Takes turns for so many operations. An anonymous caller needs none: it is nobody in particular. */
  void take(Caller caller, int operations) throws HttpError.Thrown {
    if (caller.hash().isEmpty()) {
      return;
    }
    long now = nanoTime.getAsLong();
    int aSecond = limits.set(Limit.OPERATIONS_PER_SECOND);
    long turn = SECOND / aSecond;
    long[] wait = {0};
    taken.asMap().compute(caller.hash(), (hash, until) -> {
      long begin = until == null || until - now < 0 ? now : until;
      // A batch is let in whole: it may take turns in advance, and is waited for after it.
      wait[0] = begin + turn - (now + SECOND);
      return wait[0] > 0 ? begin : begin + turn * operations;
    });
    if (wait[0] > 0 && limits.refuses(Limit.OPERATIONS_PER_SECOND, aSecond + 1L)) {
      throw new HttpError.Thrown(HttpError.later(
          ErrorCode.RATE_LIMITED,
          Limit.OPERATIONS_PER_SECOND.sentence(aSecond),
          Duration.ofNanos(wait[0])));
    }
  }
}
