package profilegateway.upstream;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import profilegateway.config.CallsMode;
import profilegateway.upstream.api.ProfileApi;
import profilegateway.upstream.ratelimit.RateLimiter;
import profilegateway.upstream.token.TokenSource;

/**
 * What every call passes, in this order: the mode and the breaker let it through, it has a token and a permit, and is
 * sent; what failed may be tried once more from the budget. Shared by all event loops.
 *
 * @param mode whether calls are made at all
 * @param pause a future that completes after a time, on the caller's event loop
 * @param jitter a random number from 0 to 1
 * @param restraint what follows from a 429
 * @param answerTime how long answers take of late
 * @param tryTimeout the longest one try takes
 * @param nanoTime as {@link System#nanoTime()}
 */
record CallPath(
    Supplier<CallsMode> mode,
    CircuitBreaker breaker,
    TokenSource tokens,
    RateLimiter limiter,
    ProfileApi api,
    RetryBudget budget,
    Function<Duration, Future<Void>> pause,
    Supplier<Double> jitter,
    Restraint restraint,
    AnswerTime answerTime,
    Duration tryTimeout,
    LongSupplier nanoTime,
    UpstreamEvents events) {}
