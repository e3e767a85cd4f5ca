package profilegateway.upstream.wire;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.RoundEnd;
import profilegateway.profile.Timer;

/**
 * One request and its whole answer, within a time and a size. Both ends are hard: a server that drips its answer, or
 * sends without end, is cut off and its connection closed.
 */
public final class Exchange {
  /** Ten times the largest profile that is known of. */
  static final int LARGEST_BODY = 2 * 1024 * 1024;

  private static final Buffer NOTHING = Buffer.buffer();

  private final Timer timer;
  private final HttpClient client;

  public Exchange(Timer timer, HttpClient client) {
    this.timer = timer;
    this.client = client;
  }

  /** An answer of any status. */
  public record Answer(int status, MultiMap headers, Buffer body) {
    @Override
    public String toString() {
      return "Answer[" + status + "]";
    }
  }

  /** The answer is larger than {@link #LARGEST_BODY}. */
  public static final class TooLarge extends Exception {
    TooLarge() {
      super("the answer is too large", null, false, false);
    }
  }

  /** There was a connection, but by then the request was not to be sent any more; it was not. */
  public static final class NotSent extends Exception {
    NotSent() {
      super("the request was not sent", null, false, false);
    }
  }

  /**
   * Makes the first connection, so that no request has to wait for it; it is kept for them.
   *
   * @param options whom to connect to
   * @return fails as the connection does
   */
  public Future<Void> connect(RequestOptions options) {
    return client.request(options).compose(Exchange::takeBack);
  }

  /** A request that was not begun gives its connection back to those that will be. */
  private static Future<Void> takeBack(HttpClientRequest request) {
    // Vert.x would log it as an error.
    request.exceptionHandler(asWasMeant -> {});
    return request.reset();
  }

  /** As {@link #send(RequestOptions, Buffer, Duration, BooleanSupplier)}, for whom it does not matter when it goes out. */
  public Future<Answer> send(RequestOptions options, @Nullable Buffer body, Duration limit) {
    return send(options, body, limit, () -> true);
  }

  /**
   * Sends a request.
   *
   * @param body JSON, or null for none
   * @param limit the longest that waiting for a connection, the request and its answer take together
   * @param departs asked when there is a connection, and it goes out within {@link RoundEnd}'s moment of that: whether the request is to be sent after
   *     all; not asked at all when there is none
   * @return fails with a {@link TimeoutException}, with {@link TooLarge} or {@link NotSent}, or as the connection does
   */
  public Future<Answer> send(
      RequestOptions options, @Nullable Buffer body, Duration limit, BooleanSupplier departs) {
    long millis = Math.max(1, limit.toMillis());
    InProgress inProgress = new InProgress();
    inProgress.end = timer.after(
        limit, () -> inProgress.stop(new TimeoutException("no answer within " + millis + " ms")));
    client
        .request(options.setConnectTimeout(millis))
        .onComplete(connected -> inProgress.connected(connected, body, departs));
    return inProgress.answer.future();
  }

  /** Confined to the event loop that sends. */
  private static final class InProgress {
    private final Promise<Answer> answer = Promise.promise();
    private Buffer received = NOTHING;
    private boolean isOwn;
    private @Nullable HttpClientRequest request;
    private Timer.@Nullable Alarm end;
    private boolean stopped;

    void connected(
        AsyncResult<HttpClientRequest> connected, @Nullable Buffer body, BooleanSupplier departs) {
      if (connected.failed()) {
        stop(connected.cause());
        return;
      }
      HttpClientRequest established = connected.result();
      request = established;
      // Where nobody listens, Vert.x logs an error for each request that is cut off.
      established.exceptionHandler(this::stop);
      if (stopped || !departs.getAsBoolean()) {
        calm();
        answer.tryFail(new NotSent());
        var unused = takeBack(established);
        return;
      }
      // It fails where sending does.
      (body == null
              ? established.send()
              : established
                  .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                  .send(body))
          .onComplete(this::responded, this::stop);
    }

    private void responded(HttpClientResponse response) {
      response.exceptionHandler(this::stop);
      response.handler(this::receive);
      response.endHandler(over -> {
        calm();
        answer.tryComplete(new Answer(response.statusCode(), response.headers(), received));
      });
    }

    private void receive(Buffer chunk) {
      if (stopped) {
        return;
      }
      if (received.length() + chunk.length() > LARGEST_BODY) {
        stop(new TooLarge());
        return;
      }
      if (received.length() == 0) {
        // Most answers are one piece, which is not copied.
        received = chunk;
      } else {
        received = isOwn ? received : Buffer.buffer().appendBuffer(received);
        isOwn = true;
        received.appendBuffer(chunk);
      }
    }

    void stop(Throwable cause) {
      calm();
      if (!answer.tryFail(cause)) {
        return;
      }
      stopped = true;
      if (request != null) {
        request.reset();
      }
    }

    private void calm() {
      if (end != null) {
        end.cancel();
        end = null;
      }
    }
  }
}
