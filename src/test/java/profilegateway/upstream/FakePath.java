package profilegateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import profilegateway.config.CallsMode;
import profilegateway.profile.Cancellation;
import profilegateway.profile.Lane;
import profilegateway.profile.Ledger;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.ReadContext;
import profilegateway.profile.Wanted;
import profilegateway.testing.FakeTime;
import profilegateway.upstream.ratelimit.RateLimiter;
import profilegateway.upstream.ratelimit.permits.QuotaLimit;
import profilegateway.upstream.token.FakeTokenEndpoint;
import profilegateway.upstream.token.Token;
import profilegateway.upstream.token.TokenSource;

/** The path of every call with a fake API, token endpoint and time at its ends, and all that is between them. */
final class FakePath {
  static final Duration OPERATION = Duration.ofSeconds(3);
  static final Duration TRY = Duration.ofSeconds(2);

  /** Half of the longest pause before a retry: 100 ms. */
  private static final double JITTER = 0.5;

  final FakeTime time = new FakeTime();
  final FakeProfileApi api = new FakeProfileApi();
  final FakeTokenEndpoint endpoint = new FakeTokenEndpoint();
  final List<String> told = new ArrayList<>();
  final CircuitBreaker breaker = new CircuitBreaker(time::nanoTime, new UpstreamEvents() {});
  final RetryBudget budget = new RetryBudget();
  final Ledger ledger = new Ledger();
  final Cancellation cancellation = new Cancellation();
  final RateLimiter limiter;
  CallsMode mode = CallsMode.ON;
  private final CallPath path;

  /** With a quota; 0 for none. */
  FakePath(Vertx vertx, int quotaPerSecond) {
    this.limiter = RateLimiter.alone(new QuotaLimit(quotaPerSecond, 1), time::nanoTime, time);
    this.path = new CallPath(
        () -> mode,
        breaker,
        new TokenSource(vertx, endpoint, time::nanoTime),
        limiter,
        api,
        budget,
        this::pause,
        () -> JITTER,
        new Restraint(limiter, new Pauses(time::nanoTime), () -> JITTER, new Told()),
        new AnswerTime(),
        TRY,
        time::nanoTime,
        new Told());
  }

  /** One that holds a token. */
  static FakePath withToken(Vertx vertx, int quotaPerSecond) {
    FakePath path = new FakePath(vertx, quotaPerSecond);
    Future<Token> token = path.path.tokens().token();
    Token issued = path.endpoint.issue(Duration.ofHours(1));
    assertThat(await(token)).isEqualTo(issued);
    return path;
  }

  private Future<Void> pause(Duration pause) {
    Promise<Void> over = Promise.promise();
    var unused = time.after(pause, over::complete);
    return over.future();
  }

  /** Looks somebody up for an operation that has its whole time. */
  Future<Lookup> read() {
    return read(Lane.OTHER, OPERATION);
  }

  Future<Lookup> read(Lane lane, Duration left) {
    Wanted wanted =
        new Wanted(Mpid.parse("7").orElseThrow(), Parts.of(Part.AUDIENCE_MEMBERSHIPS), lane);
    return new Tries(path, wanted, new ReadContext(time.deadline(left), ledger, cancellation))
        .run();
  }

  /** Calls made and calls refused. */
  String cost(Lane lane) {
    return "called " + ledger.calls(lane) + ", refused " + ledger.refusals(lane);
  }

  /** What became of a look-up that is decided by now, or is about to be on an event loop. */
  static String outcome(Future<Lookup> lookup) {
    return text(
        await(lookup.map("answered").recover(failure -> Future.succeededFuture(text(failure)))));
  }

  private static String text(Object outcome) {
    if (outcome instanceof ProfileFailure.RateLimited limited) {
      return "RATE_LIMITED after " + limited.retryAfter().toMillis();
    }
    return outcome instanceof ProfileFailure failure ? failure.code().name() : outcome.toString();
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(10, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new AssertionError(late);
    }
  }

  private final class Told implements UpstreamEvents {
    @Override
    public void called(Lane lane) {
      told.add("called " + lane);
    }

    @Override
    public void refused(int status) {
      told.add("refused " + status);
    }
  }
}
