package profilegateway.upstream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import profilegateway.config.UpstreamConfig;
import profilegateway.profile.Deadline;
import profilegateway.profile.Lookup;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.ProfileSource;
import profilegateway.profile.ReadContext;
import profilegateway.profile.Wanted;

/** Reads profiles from the Profile API, one call each. Shared by all event loops. */
public final class UpstreamSource implements ProfileSource {
  private final TokenSource tokens;
  private final ProfileApi api;
  private final Duration tryTimeout;

  UpstreamSource(TokenSource tokens, ProfileApi api, Duration tryTimeout) {
    this.tokens = tokens;
    this.api = api;
    this.tryTimeout = tryTimeout;
  }

  /** The source that {@code config} describes. */
  public static UpstreamSource open(
      Vertx vertx, UpstreamConfig config, InstantSource clock, LongSupplier nanoTime) {
    UpstreamEvents events = new UpstreamLog();
    Exchange tokenExchange = new Exchange(vertx, Connections.open(vertx, config.tokenUrl(), 2, 16));
    Exchange apiExchange = new Exchange(
        vertx, Connections.open(vertx, config.apiUrl(), config.poolSize(), config.poolWaiting()));
    TokenEndpoint endpoint = new OAuthTokenEndpoint(vertx, tokenExchange, config, events);
    return new UpstreamSource(
        new TokenSource(vertx, endpoint, nanoTime),
        new ProfileApi(apiExchange, config, clock, events),
        config.tryTimeout());
  }

  @Override
  public Future<List<Lookup>> read(List<Wanted> wanted, ReadContext context) {
    return Future.all(wanted.stream().map(one -> read(one, context)).toList())
        .map(all -> all.list());
  }

  private Future<Lookup> read(Wanted wanted, ReadContext context) {
    return attempt(wanted, context)
        .recover(failure -> failure instanceof ProfileApi.TokenRejected
            ? attempt(wanted, context).recover(UpstreamSource::refusedAgain)
            : Future.failedFuture(failure))
        .recover(UpstreamSource::expected);
  }

  private Future<Lookup> attempt(Wanted wanted, ReadContext context) {
    return within(context.deadline(), tokens::token).compose(token -> call(wanted, token, context));
  }

  private Future<Lookup> call(Wanted wanted, Token token, ReadContext context) {
    Duration left = context.deadline().remaining();
    if (left.isZero()) {
      return Future.failedFuture(new ProfileFailure(ProfileFailure.Code.TIMEOUT));
    }
    context.ledger().called(wanted.parts());
    return api.fetch(wanted, token, left.compareTo(tryTimeout) < 0 ? left : tryTimeout)
        .onSuccess(found -> tokens.accepted(token))
        .onFailure(failure -> {
          if (failure instanceof ProfileApi.TokenRejected) {
            tokens.rejected(token);
          }
        });
  }

  private static <T> Future<T> within(Deadline deadline, Supplier<Future<T>> step) {
    Duration left = deadline.remaining();
    Future<T> started = left.isZero() ? Future.failedFuture(new TimeoutException()) : step.get();
    if (!started.isComplete()) {
      started = started.timeout(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS);
    }
    return started.recover(failure -> Future.failedFuture(
        failure instanceof TimeoutException
            ? new ProfileFailure(ProfileFailure.Code.TIMEOUT)
            : failure));
  }

  private static Future<Lookup> refusedAgain(Throwable failure) {
    return Future.failedFuture(
        failure instanceof ProfileApi.TokenRejected
            ? new ProfileFailure(ProfileFailure.Code.REFUSED)
            : failure);
  }

  /** An expected failure is an answer; anything else is a bug and stays one. */
  private static Future<Lookup> expected(Throwable failure) {
    return failure instanceof ProfileFailure expected
        ? Future.succeededFuture(new Lookup.Failed(expected))
        : Future.failedFuture(failure);
  }
}
