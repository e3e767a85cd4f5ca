package profilegateway.access;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import profilegateway.httpclient.BoundedHttpClient;
import profilegateway.httpclient.ClientLimits;
import profilegateway.httpclient.Request;
import profilegateway.httpclient.Response;
import profilegateway.httpclient.ResponseTooLargeException;
import profilegateway.profile.Timer;

/** Fetches the JWK set (RFC 7517, 5) at one URL, within a time and a size. Redirects are not followed. */
final class JwksClient {
  /** Maximum number of connections, and of requests that wait for one: {@link RemoteKeys} fetches one set at a time. */
  private static final int CONNECTIONS = 1;

  private static final ClientLimits LIMITS =
      new ClientLimits(CONNECTIONS, CONNECTIONS, Duration.ofSeconds(2), 256 * 1024);

  private final BoundedHttpClient client;
  private final String query;
  private final Duration limit;

  /**
   * A client for one URL.
   *
   * @param url absolute, of http or https; it may have a query
   * @param limit longest time of a fetch, connecting included
   */
  JwksClient(Vertx vertx, URI url, Duration limit) {
    this.client = BoundedHttpClient.open(vertx, Timer.of(vertx), url, LIMITS);
    this.query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    this.limit = limit;
  }

  /** The text of the JWK set; fails with an {@link IOException} whose message is for operators. */
  Future<String> fetch() {
    Request request = Request.get(query);
    // Some servers refuse requests without it.
    request.headers().set(HttpHeaders.USER_AGENT, "profile-gateway");
    return client
        .send(request, limit)
        .compose(JwksClient::text)
        .recover(failure -> Future.failedFuture(new IOException(reason(failure))));
  }

  private static Future<String> text(Response response) {
    return response.status() == 200
        ? Future.succeededFuture(response.body().toString(StandardCharsets.UTF_8))
        : Future.failedFuture(new IOException("status " + response.status()));
  }

  private String reason(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return "no whole answer within " + limit.toMillis() + " ms";
    }
    if (failure instanceof ConnectException || failure instanceof UnknownHostException) {
      return "no connection";
    }
    if (failure instanceof ResponseTooLargeException) {
      return "it is larger than " + LIMITS.bodyBytes() + " bytes";
    }
    // Vert.x says that there is no TLS connection; the cause says what is wrong with the
    // certificate.
    Throwable cause = failure instanceof SSLException && failure.getCause() != null
        ? failure.getCause()
        : failure;
    return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
  }

  /** Closes the connection. A fetch in progress fails. */
  Future<Void> close() {
    return client.close();
  }
}
