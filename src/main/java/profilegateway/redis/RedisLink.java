package profilegateway.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way to Redis: each command is bounded in time, and none is sent while Redis is away. Shared by all event
 * loops; a future comes back to the event loop that asked.
 */
final class RedisLink {
  private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);

  /**
   * The first connection of a process is by far the slowest: code is loaded for it, that of TLS too, and on a machine
   * that starts many it takes seconds. A server that is dead or frozen fails earlier, by the times of the connection.
   */
  private static final Duration FIRST_LIMIT = Duration.ofSeconds(8);

  private static final Duration PROBES = Duration.ofMillis(500);

  /** Shorter than the time between two, so that there is one at a time. */
  private static final Duration PROBE_LIMIT = Duration.ofMillis(400);

  /** Refusals of whatever is asked. The first one is the client's own word for a connection that was cut. */
  private static final Set<String> AWAY =
      Set.of("CONNECTION_CLOSED", "NOAUTH", "WRONGPASS", "LOADING");

  private final Vertx vertx;
  private final Redis client;
  private final Breaker breaker;
  private volatile boolean closed;

  RedisLink(Vertx vertx, Redis client, LongSupplier nanoTime) {
    this.vertx = vertx;
    this.client = client;
    this.breaker = new Breaker(nanoTime);
  }

  /** Makes the first connection, so that no command pays for it. Done when Redis answered or failed; never fails. */
  Future<Void> connect() {
    int period = breaker.state().period();
    return bounded(Request.cmd(Command.PING), FIRST_LIMIT)
        .onFailure(failure -> judge(failure, period))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  /**
   * Sends a command.
   *
   * @param limit how long to wait for the answer
   * @return the answer, empty for nil; fails with what Redis says against it, when Redis is away, or after {@code limit}
   */
  Future<Optional<Response>> find(Request request, Duration limit) {
    Breaker.State state = breaker.state();
    if (state.open()) {
      return Future.failedFuture(VertxException.noStackTrace("Redis is away"));
    }
    return bounded(request, limit)
        .onSuccess(answer -> breaker.answered(state.period()))
        .onFailure(failure -> judge(failure, state.period()));
  }

  /** As {@link #find}, for a command that is never answered with nil. */
  Future<Response> send(Request request, Duration limit) {
    return find(request, limit).map(Optional::orElseThrow);
  }

  /** Whether Redis is left alone because it did not answer, and since when that is so or not so any more. */
  Breaker.State state() {
    return breaker.state();
  }

  Future<Void> close() {
    closed = true;
    return client.close();
  }

  private Future<Optional<Response>> bounded(Request request, Duration limit) {
    return client
        .send(request)
        .map(Optional::ofNullable)
        .timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void judge(Throwable failure, int period) {
    if (isAnswer(failure)) {
      breaker.answered(period);
    } else if (failure instanceof TimeoutException
        ? breaker.silent(period)
        : breaker.failed(period)) {
      LOG.warn("Redis is away: {}", failure.getClass().getSimpleName());
      vertx.setPeriodic(PROBES.toMillis(), this::probe);
    }
  }

  /** Whether Redis is there and refused a command, which says nothing against the next. */
  private static boolean isAnswer(Throwable failure) {
    return Refusal.code(failure).filter(code -> !AWAY.contains(code)).isPresent();
  }

  private void probe(long timer) {
    if (closed) {
      vertx.cancelTimer(timer);
      return;
    }
    bounded(Request.cmd(Command.PING), PROBE_LIMIT).onSuccess(pong -> {
      vertx.cancelTimer(timer);
      breaker.close();
      LOG.info("Redis is back");
    });
  }
}
