package profilegateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class JwksClientTest {
  private static final String PASSWORD = "changeit";

  private final AtomicInteger requests = new AtomicInteger();
  private Vertx vertx;

  @BeforeEach
  void open(Vertx opened) {
    vertx = opened;
  }

  private HttpServer server(Handler<HttpServerRequest> handler) throws TimeoutException {
    return vertx
        .createHttpServer()
        .requestHandler(request -> {
          requests.incrementAndGet();
          handler.handle(request);
        })
        .listen(0, "127.0.0.1")
        .await(20, TimeUnit.SECONDS);
  }

  private static URI address(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.actualPort() + "/keys?p=1");
  }

  private URI serving(Handler<HttpServerRequest> handler) throws TimeoutException {
    return address(server(handler));
  }

  private Future<String> fetched(URI address, Duration limit) {
    Future<String> fetch = new JwksClient(vertx, address, limit).fetch();
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
    HttpServer server = server(request -> request.response().end());
    URI gone = address(server);
    server.close().await(20, TimeUnit.SECONDS);

    assertThat(fetched(gone, Duration.ofSeconds(20)).await(30, TimeUnit.SECONDS))
        .isEqualTo("failed: no connection");
  }

  @Test
  void refusesACertificateThatTheJvmDoesNotTrust(@TempDir Path folder) throws Exception {
    HttpServer server = vertx
        .createHttpServer(new HttpServerOptions()
            .setSsl(true)
            .setKeyCertOptions(new PfxOptions().setPath(selfSigned(folder)).setPassword(PASSWORD)))
        .requestHandler(request -> {
          requests.incrementAndGet();
          request.response().end("{\"keys\":[]}");
        })
        .listen(0, "127.0.0.1")
        .await(20, TimeUnit.SECONDS);
    URI address = URI.create("https://127.0.0.1:" + server.actualPort() + "/keys");

    assertThat(fetched(address, Duration.ofSeconds(20)).await(30, TimeUnit.SECONDS))
        .startsWith("failed: ")
        .contains("unable to find valid certification path");
    assertThat(requests).hasValue(0);
  }

  private static String selfSigned(Path folder) throws IOException, InterruptedException {
    Path store = folder.resolve("server.p12");
    Process keytool = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "server",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=ip:127.0.0.1",
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            store.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    assertThat(keytool.waitFor()).isZero();
    return store.toString();
  }

  @Test
  void closingEndsAFetchInProgress() throws TimeoutException {
    JwksClient client = new JwksClient(vertx, serving(request -> {}), Duration.ofSeconds(20));
    Future<String> fetch = client.fetch();

    var unused = client.close().await(20, TimeUnit.SECONDS);

    assertThatThrownBy(() -> fetch.await(30, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
  }

  @Test
  void fetchesAgainAfterAServerThatDripped() throws TimeoutException {
    URI address = serving(request -> {
      request.response().setChunked(true);
      if (requests.get() == 1) {
        vertx.setPeriodic(10, tick -> {
          var unused = request.response().write(" ");
        });
      } else {
        request.response().end("{}");
      }
    });
    JwksClient client = new JwksClient(vertx, address, Duration.ofMillis(300));

    assertThatThrownBy(() -> client.fetch().await(30, TimeUnit.SECONDS))
        .hasMessage("no whole answer within 300 ms");
    assertThat(client.fetch().await(30, TimeUnit.SECONDS)).isEqualTo("{}");
  }
}
