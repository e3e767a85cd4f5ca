package profilegateway.upstream.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import profilegateway.config.CallsMode;
import profilegateway.config.QuotaConfig;
import profilegateway.config.Secret;
import profilegateway.config.UpstreamConfig;
import profilegateway.httpclient.BoundedHttpClient;
import profilegateway.httpclient.ClientLimits;
import profilegateway.profile.Timer;

@ExtendWith(VertxExtension.class)
class OAuthTokenEndpointTest {
  private final List<Integer> unavailable = new CopyOnWriteArrayList<>();

  @Test
  void aRequestThatTheServerCutsIsReported(Vertx vertx) throws Exception {
    Promise<HttpServerRequest> received = Promise.promise();
    BoundedHttpClient client = client(vertx, received);
    Future<Token> token = endpoint(vertx, client).request(null);

    var unused = received.future().await(20, TimeUnit.SECONDS).connection().close();

    assertThat(outcome(token)).isEqualTo("failed");
    assertThat(unavailable).containsExactly(0);
  }

  @Test
  void aRequestThatTheGatewayCutsWhenItClosesIsNotReported(Vertx vertx) throws Exception {
    Promise<HttpServerRequest> received = Promise.promise();
    BoundedHttpClient client = client(vertx, received);
    Future<Token> token = endpoint(vertx, client).request(null);
    var unused = received.future().await(20, TimeUnit.SECONDS);

    client.close().await(20, TimeUnit.SECONDS);

    assertThat(outcome(token)).isEqualTo("failed");
    assertThat(unavailable).isEmpty();
  }

  private static String outcome(Future<Token> token) throws Exception {
    return token.map(issued -> "issued").otherwise("failed").await(20, TimeUnit.SECONDS);
  }

  /** A client of a server that never responds. */
  private static BoundedHttpClient client(Vertx vertx, Promise<HttpServerRequest> received)
      throws Exception {
    HttpServer server = vertx
        .createHttpServer()
        .requestHandler(received::tryComplete)
        .listen(0, "127.0.0.1")
        .await(20, TimeUnit.SECONDS);
    return BoundedHttpClient.open(
        vertx,
        Timer.of(vertx),
        URI.create("http://127.0.0.1:" + server.actualPort()),
        new ClientLimits(1, 1, Duration.ofSeconds(20), 1024));
  }

  private TokenEndpoint endpoint(Vertx vertx, BoundedHttpClient client) {
    URI unused = URI.create("http://127.0.0.1");
    UpstreamConfig config = new UpstreamConfig(
        unused,
        unused,
        "audience",
        "client",
        new Secret.Text("secret"),
        "1",
        "2",
        "3",
        "development",
        Duration.ofSeconds(2),
        1,
        1,
        new QuotaConfig(0, 0, 1),
        CallsMode.ON);
    return new OAuthTokenEndpoint(vertx, client, config, new TokenEvents() {
      @Override
      public void tokenUnavailable(int status) {
        unavailable.add(status);
      }
    });
  }
}
