package profilegateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class KeyServerTest {
  private Vertx vertx;
  private final AtomicInteger requests = new AtomicInteger();

  @BeforeEach
  void open(Vertx opened) {
    vertx = opened;
  }

  private URI serving(Handler<HttpServerRequest> handler) throws TimeoutException {
    HttpServer server = vertx
        .createHttpServer()
        .requestHandler(request -> {
          requests.incrementAndGet();
          handler.handle(request);
        })
        .listen(0, "127.0.0.1")
        .await(20, TimeUnit.SECONDS);
    return URI.create("http://127.0.0.1:" + server.actualPort() + "/keys?p=1");
  }

  private Future<String> fetched(URI address, Duration limit) {
    Future<String> fetch = new KeyServer(vertx, limit).fetch(address);
    Future<String> outcome = fetch.otherwise(failure -> "failed: " + failure.getMessage());
    return outcome;
  }

  private String fetched(Handler<HttpServerRequest> handler) throws TimeoutException {
    return fetched(serving(handler), Duration.ofSeconds(20)).await(30, TimeUnit.SECONDS);
  }

  @Test
  void theKeySetIsFetchedFromWhereItIsSet() throws TimeoutException {
    assertThat(fetched(request -> request.response().end(request.uri()))).isEqualTo("/keys?p=1");
  }

  @Test
  void aRedirectIsNotFollowed() throws TimeoutException {
    URI elsewhere = serving(request -> request.response().end("{\"keys\":[]}"));

    assertThat(fetched(request -> request
            .response()
            .setStatusCode(302)
            .putHeader("Location", elsewhere.toString())
            .end()))
        .isEqualTo("failed: status 302");
    assertThat(requests).hasValue(1);
  }

  @Test
  void anErrorIsNoKeySet() throws TimeoutException {
    assertThat(fetched(request -> request.response().setStatusCode(500).end("{\"keys\":[]}")))
        .isEqualTo("failed: status 500");
  }

  @Test
  void anAnswerWithoutEndIsCutOffAtASize() throws TimeoutException {
    Buffer chunk = Buffer.buffer(new byte[64 * 1024]);

    assertThat(fetched(request -> {
          request.response().setChunked(true);
          for (int i = 0; i < 16; i++) {
            var unused = request.response().write(chunk);
          }
        }))
        .isEqualTo("failed: it is larger than 262144 bytes");
  }

  @Test
  void anAnswerThatDoesNotEndIsCutOffAtATime() throws TimeoutException {
    URI dripping = serving(request -> {
      request.response().setChunked(true);
      vertx.setPeriodic(10, tick -> {
        var unused = request.response().write(" ");
      });
    });

    assertThat(fetched(dripping, Duration.ofMillis(300)).await(30, TimeUnit.SECONDS))
        .isEqualTo("failed: no whole answer within 300 ms");
  }

  @Test
  void aServerThatIsNotThereIsToldInWords() throws TimeoutException {
    HttpServer server = vertx
        .createHttpServer()
        .requestHandler(request -> {})
        .listen(0, "127.0.0.1")
        .await(20, TimeUnit.SECONDS);
    URI gone = URI.create("http://127.0.0.1:" + server.actualPort() + "/keys");
    server.close().await(20, TimeUnit.SECONDS);

    assertThat(fetched(gone, Duration.ofSeconds(20)).await(30, TimeUnit.SECONDS))
        .isEqualTo("failed: no connection");
  }
}
