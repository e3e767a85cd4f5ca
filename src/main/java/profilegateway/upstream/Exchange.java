package profilegateway.upstream;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One request and its whole answer, within a time and a size. Both ends are hard: a server that drips its answer, or
 * sends without end, is cut off and its connection closed.
 */
final class Exchange {
  /** Ten times the largest profile that is known of. */
  static final int LARGEST_BODY = 2 * 1024 * 1024;

  private final Vertx vertx;
  private final HttpClient client;

  Exchange(Vertx vertx, HttpClient client) {
    this.vertx = vertx;
    this.client = client;
  }

  /** An answer of any status. */
  record Answer(int status, MultiMap headers, Buffer body) {
    @Override
    public String toString() {
      return "Answer[" + status + "]";
    }
  }

  /** The answer is larger than {@link #LARGEST_BODY}. */
  static final class TooLarge extends Exception {
    TooLarge() {
      super("the answer is too large", null, false, false);
    }
  }

  /** What every request has in common; redirects are not followed, so that a token never goes to another host. */
  static RequestOptions options(HttpMethod method, URI address) {
    return new RequestOptions()
        .setMethod(method)
        .setAbsoluteURI(address.toString())
        .setFollowRedirects(false)
        .putHeader(HttpHeaders.ACCEPT, "application/json");
  }

  /** As {@link #send(RequestOptions, Buffer, Duration, Runnable)}, for whom it does not matter when it goes out. */
  Future<Answer> send(RequestOptions options, @Nullable Buffer body, Duration limit) {
    return send(options, body, limit, () -> {});
  }

  /**
   * Sends a request.
   *
   * @param body JSON, or null for none
   * @param limit the longest that waiting for a connection, the request and its answer take together
   * @param sent run when there is a connection and the request goes out; not at all when that never happens
   * @return fails with a {@link TimeoutException}, with {@link TooLarge}, or as the connection does
   */
  Future<Answer> send(
      RequestOptions options, @Nullable Buffer body, Duration limit, Runnable sent) {
    long millis = Math.max(1, limit.toMillis());
    Promise<Answer> answer = Promise.promise();
    InProgress inProgress = new InProgress(answer);
    long timer = vertx.setTimer(
        millis,
        fired -> inProgress.stop(new TimeoutException("no answer within " + millis + " ms")));
    client
        .request(options.setConnectTimeout(millis))
        .onComplete(connected -> inProgress.connected(connected, body, sent));
    return answer.future().eventually(() -> {
      vertx.cancelTimer(timer);
      return Future.succeededFuture();
    });
  }

  /** Confined to the event loop that sends. */
  private static final class InProgress {
    private final Promise<Answer> answer;
    private final Buffer received = Buffer.buffer();
    private @Nullable HttpClientRequest request;
    private boolean stopped;

    InProgress(Promise<Answer> answer) {
      this.answer = answer;
    }

    void connected(AsyncResult<HttpClientRequest> connected, @Nullable Buffer body, Runnable sent) {
      if (connected.failed()) {
        stop(connected.cause());
        return;
      }
      HttpClientRequest established = connected.result();
      request = established;
      // Where nobody listens, Vert.x logs an error for each request that is cut off.
      established.exceptionHandler(this::stop);
      if (stopped) {
        established.reset();
        return;
      }
      sent.run();
      established.response().onSuccess(this::responded).onFailure(this::stop);
      (body == null
              ? established.send()
              : established
                  .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                  .send(body))
          .onFailure(this::stop);
    }

    private void responded(HttpClientResponse response) {
      response.exceptionHandler(this::stop);
      response.handler(this::receive);
      response.endHandler(end ->
          answer.tryComplete(new Answer(response.statusCode(), response.headers(), received)));
    }

    private void receive(Buffer chunk) {
      if (stopped) {
        return;
      }
      if (received.length() + chunk.length() > LARGEST_BODY) {
        stop(new TooLarge());
        return;
      }
      received.appendBuffer(chunk);
    }

    void stop(Throwable cause) {
      if (!answer.tryFail(cause)) {
        return;
      }
      stopped = true;
      if (request != null) {
        request.reset();
      }
    }
  }
}
