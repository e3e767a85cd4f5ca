package profilegateway.upstream.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import profilegateway.profile.Timer;

class ExchangeTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private URI address = URI.create("http://127.0.0.1");
  private Exchange exchange = new Exchange(Timer.of(vertx), vertx.createHttpClient());

  @BeforeEach
  void start() throws TimeoutException {
    HttpServer server = vertx
        .createHttpServer()
        .connectionHandler(connection -> connections.incrementAndGet())
        .requestHandler(request -> {
          requests.incrementAndGet();
          request.response().end("{}");
        });
    int port = await(server.listen(0, "127.0.0.1")).actualPort();
    address = URI.create("http://127.0.0.1:" + port);
    exchange = new Exchange(Timer.of(vertx), HttpClients.open(vertx, address, 4, 4));
  }

  @AfterEach
  void stop() throws TimeoutException {
    var unused = await(vertx.close());
  }

  @Test
  void aRequestThatIsNotToBeSentAfterAllIsNotSent() {
    Future<Exchange.Answer> answer = exchange.send(options(), null, LONG, () -> false);

    assertThatThrownBy(() -> await(answer)).isInstanceOf(Exchange.NotSent.class);
    assertThat(requests).hasValue(0);
  }

  @Test
  void itsConnectionServesTheNext() throws TimeoutException {
    var notSent = exchange.send(options(), null, LONG, () -> false).otherwiseEmpty();
    var unused = await(notSent);

    Exchange.Answer answer = await(exchange.send(options(), null, LONG, () -> true));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(connections).hasValue(1);
  }

  @Test
  void aConnectionThatWasMadeBeforeServesTheFirst() throws TimeoutException {
    var unused = await(exchange.connect(options()));
    assertThat(requests).hasValue(0);

    Exchange.Answer answer = await(exchange.send(options(), null, LONG, () -> true));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(connections).hasValue(1);
  }

  private RequestOptions options() {
    return Destination.of(address).request(HttpMethod.GET);
  }

  private static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(20, TimeUnit.SECONDS);
  }
}
