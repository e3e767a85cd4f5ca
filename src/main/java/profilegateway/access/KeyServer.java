package profilegateway.access;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches key sets, each within a time and a size, and from no other place than the one that is set. The client is the
 * JDK's: it goes by the proxies and certificates that the JVM is told of.
 */
final class KeyServer {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final Duration limit;
  private @Nullable HttpClient client;

  /**
   * Fetches by {@code vertx}'s time.
   *
   * @param limit the longest that a fetch takes once there is a connection
   */
  KeyServer(Vertx vertx, Duration limit) {
    this.vertx = vertx;
    this.limit = limit;
  }

  /** The text at an address; fails with a message for an operator. */
  Future<String> fetch(URI address) {
    HttpRequest request =
        HttpRequest.newBuilder(address).header("Accept", "application/json").build();
    // The first client takes a while: it reads the certificates.
    // Not on a thread of Vert.x, which complains when it is closed before the client is there.
    return Future.fromCompletionStage(
            CompletableFuture.supplyAsync(this::client, KeyServer::onThreadOfItsOwn),
            vertx.getOrCreateContext())
        .map(Objects::requireNonNull)
        .compose(ready -> within(ready.sendAsync(request, head -> new BoundedBody())))
        .compose(KeyServer::text)
        .recover(failure -> Future.failedFuture(new IOException(why(failure))));
  }

  private static void onThreadOfItsOwn(Runnable task) {
    Thread thread = new Thread(task, "key-server-client");
    thread.setDaemon(true);
    thread.start();
  }

  private synchronized HttpClient client() {
    HttpClient ready = client;
    if (ready == null) {
      ready = HttpClient.newBuilder()
          .connectTimeout(CONNECT_TIMEOUT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
      client = ready;
    }
    return ready;
  }

  private Future<HttpResponse<byte[]>> within(CompletableFuture<HttpResponse<byte[]>> answer) {
    long timer = vertx.setTimer(limit.toMillis(), fired -> answer.cancel(true));
    return Future.fromCompletionStage(answer).onComplete(done -> vertx.cancelTimer(timer));
  }

  private static Future<String> text(HttpResponse<byte[]> answer) {
    return answer.statusCode() == 200
        ? Future.succeededFuture(new String(answer.body(), StandardCharsets.UTF_8))
        : Future.failedFuture(new IOException("status " + answer.statusCode()));
  }

  private String why(Throwable failure) {
    Throwable cause = failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
    if (cause instanceof CancellationException) {
      return "no whole answer within " + limit.toMillis() + " ms";
    }
    if (cause instanceof ConnectException) {
      return "no connection";
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
