package profilegateway.redis.link;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import profilegateway.redis.link.RedisEvents.Outcome;

/**
 * The one way to Redis: each command is bounded in time, and none is sent while Redis is away. Shared by all event
 * loops; a future comes back to the event loop that asked.
 */
public final class RedisLink {
  private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);

  /**
   * The first connection of a process is by far the slowest: code is loaded for it, that of TLS too, and on a machine
   * that starts many it takes seconds. A server that is dead or frozen fails earlier, by the times of the connection.
   */
  private static final Duration FIRST_LIMIT = Duration.ofSeconds(8);

  /** The longest that a command takes which no answer to a client waits for. */
  public static final Duration LIMIT = Duration.ofMillis(500);

  /** The client's own word for a connection that was cut. */
  private static final String CUT = "CONNECTION_CLOSED";

  /** Refusals of whatever is asked. */
  private static final Set<String> AWAY = Set.of(CUT, "NOAUTH", "WRONGPASS", "LOADING");

  private final Vertx vertx;
  private final Redis client;
  private final Use use;
  private final Breaker breaker;
  private final RefusalLog refusals;
  private final LongSupplier nanoTime;
  private final RedisEvents events;
  private volatile boolean closed;

  /**
   * A way to Redis for one use.
   *
   * @param nanoTime as {@link System#nanoTime()}
   * @param events who wants to know what happens
   */
  public RedisLink(Vertx vertx, Redis client, Use use, LongSupplier nanoTime, RedisEvents events) {
    this.vertx = vertx;
    this.client = client;
    this.use = use;
    this.breaker = new Breaker(use.silences, nanoTime);
    this.refusals = new RefusalLog(use.inWords(), nanoTime);
    this.nanoTime = nanoTime;
    this.events = events;
  }

  /** What Redis is used for: what is slow for one is quick enough for another, so each judges for itself. */
  public enum Use {
    /** What instances have to agree on, by commands with half a second each: who is silent for so long is away. */
    AGREEMENT(1, Duration.ofMillis(500), Duration.ofMillis(400)),
    /**
     * Copies, for which no more than 50 ms are worth while. So short a silence may be a pause of this process or a
     * hiccup of the network; several in a row are not. Where that was a mistake it is not to cost much.
     */
    COPIES(3, Duration.ofMillis(100), Duration.ofMillis(50)),
    /** Documents that clients registered: who is not told of one in time sends it again. */
    DOCUMENTS(3, Duration.ofMillis(500), Duration.ofMillis(50));

    private final int silences;
    private final Duration probes;

    /** Shorter than the time between two, so that there is one at a time. */
    private final Duration probeLimit;

    Use(int silences, Duration probes, Duration probeLimit) {
      this.silences = silences;
      this.probes = probes;
      this.probeLimit = probeLimit;
    }

    /** As the log calls it. */
    String inWords() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Makes the first connection, so that no command pays for it. Done when Redis answered or failed; never fails. */
  public Future<Void> connect() {
    Breaker.State state = breaker.state();
    return Wait.within(vertx, FIRST_LIMIT, ping())
        .onFailure(failure -> judge(failure, state))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  private Future<Response> ping() {
    return client.send(Request.cmd(Command.PING)).map(RedisLink::present);
  }

  /**
   * Sends a command.
   *
   * @param limit how long to wait for the answer
   * @return the answer, empty for nil; fails with what Redis says against it, when Redis is away, or after {@code limit}
   */
  public Future<Optional<Response>> find(Request request, Duration limit) {
    return ask(() -> client.send(request).map(Optional::ofNullable), limit, late -> {});
  }

  /** As {@link #find}, for a command that is never answered with nil. */
  public Future<Response> send(Request request, Duration limit) {
    return send(request, limit, late -> {});
  }

  /**
   * As {@link #send(Request, Duration)}.
   *
   * @param late is given an answer that comes after {@code limit}: what was asked for was done all the same
   */
  public Future<Response> send(Request request, Duration limit, Consumer<Response> late) {
    return ask(() -> client.send(request).map(RedisLink::present), limit, late);
  }

  /**
   * Sends commands that are never answered with nil, to be executed one after the other; in Cluster, on one server.
   *
   * @return their answers; fails when any of them does
   */
  public Future<List<Response>> sendAll(List<Request> requests, Duration limit) {
    return ask(
        () -> client
            .batch(requests)
            .map(answers -> answers.stream().map(RedisLink::present).toList()),
        limit,
        late -> {});
  }

  private static Response present(@Nullable Response answer) {
    return Optional.ofNullable(answer).orElseThrow();
  }

  private <T> Future<T> ask(Supplier<Future<T>> command, Duration limit, Consumer<T> late) {
    Breaker.State state = breaker.state();
    if (state.open()) {
      events.skipped(use);
      return Future.failedFuture(VertxException.noStackTrace("Redis is away"));
    }
    long sent = nanoTime.getAsLong();
    Future<T> whenever = command.get();
    Future<T> inTime = Wait.within(vertx, limit, whenever);
    whenever.onSuccess(answer -> {
      if (inTime.failed()) {
        late.accept(answer);
      }
    });
    return inTime
        .onComplete(asked -> events.asked(use, outcome(asked), nanoTime.getAsLong() - sent))
        .onSuccess(answer -> breaker.answered(state))
        .onFailure(failure -> judge(failure, state));
  }

  private static Outcome outcome(AsyncResult<?> asked) {
    Throwable failure = asked.cause();
    if (failure == null) {
      return Outcome.ANSWERED;
    }
    if (failure instanceof TimeoutException) {
      return Outcome.SILENT;
    }
    return isAnswer(failure) ? Outcome.REFUSED : Outcome.FAILED;
  }

  /** Whether Redis is left alone because it did not answer. */
  public boolean isAway() {
    return breaker.state().open();
  }

  /** Since when {@link #isAway} says what it says, in the nanoseconds of the clock that was given. */
  public long since() {
    return breaker.state().since();
  }

  /** Closes its connections. Does not fail when Redis is away. */
  public Future<Void> close() {
    closed = true;
    return client.close();
  }

  /** As Redis and timers take it: they know no time below a millisecond. */
  public static long millis(Duration time) {
    return Math.max(1, time.toMillis());
  }

  private void judge(Throwable failure, Breaker.State sent) {
    if (isAnswer(failure)) {
      breaker.answered(sent);
      refusals.refused(failure);
    } else if (failure instanceof TimeoutException ? breaker.silent(sent) : breaker.failed(sent)) {
      LOG.warn("Redis {}", why(failure));
      events.lost(use);
      vertx.setPeriodic(use.probes.toMillis(), this::probe);
    }
  }

  /** With the word of a refusal, if it is one of Redis's; nothing else that a server may have said. */
  private String why(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return "is silent (" + use.inWords() + ")";
    }
    return ErrorReply.code(failure)
        .filter(AWAY::contains)
        .filter(code -> !code.equals(CUT))
        .map(code -> "refuses everything (" + use.inWords() + "): " + code)
        .orElseGet(
            () -> "is away (" + use.inWords() + "): " + failure.getClass().getSimpleName());
  }

  /** Whether Redis is there and refused a command, which says nothing against the next. */
  private static boolean isAnswer(Throwable failure) {
    return ErrorReply.code(failure).filter(code -> !AWAY.contains(code)).isPresent();
  }

  private void probe(long timer) {
    if (closed) {
      vertx.cancelTimer(timer);
      return;
    }
    Wait.within(vertx, use.probeLimit, ping()).onSuccess(pong -> {
      vertx.cancelTimer(timer);
      // Another probe may have been answered at the same time, when this process was held up.
      if (breaker.close()) {
        LOG.info("Redis is back ({})", use.inWords());
        events.back(use);
      }
    });
  }
}
