package profilegateway.upstream.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.junit5.VertxExtension;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import profilegateway.profile.Timer;

@ExtendWith(VertxExtension.class)
class ExchangeTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private static final List<String> PIECES =
      IntStream.range(0, 3000).mapToObj(piece -> piece + ",").toList();

  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger alarms = new AtomicInteger();
  private URI address;
  private Exchange exchange;

  @BeforeEach
  void start(Vertx vertx) throws TimeoutException {
    HttpServer server = vertx
        .createHttpServer()
        .connectionHandler(connection -> connections.incrementAndGet())
        .requestHandler(request -> {
          requests.incrementAndGet();
          answer(request);
        });
    int port = await(server.listen(0, "127.0.0.1")).actualPort();
    address = URI.create("http://127.0.0.1:" + port);
    exchange = new Exchange(counted(Timer.of(vertx)), HttpClients.open(vertx, address, 4, 4));
  }

  private static void answer(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    switch (request.uri()) {
      case "/large" -> response.end("x".repeat(Exchange.LARGEST_BODY + 1));
      case "/pieces" -> {
        response.setChunked(true);
        PIECES.forEach(response::write);
        response.end();
      }
      case "/never" -> {}
      default -> response.end("{}");
    }
  }

  /** A timer that knows how many alarms are still to come. */
  private Timer counted(Timer timer) {
    return (time, then) -> {
      alarms.incrementAndGet();
      AtomicBoolean isOver = new AtomicBoolean();
      Runnable over = () -> {
        if (isOver.compareAndSet(false, true)) {
          alarms.decrementAndGet();
        }
      };
      Timer.Alarm alarm = timer.after(time, () -> {
        over.run();
        then.run();
      });
      return () -> {
        over.run();
        alarm.cancel();
      };
    };
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

  @Test
  void anAnswerInManyPiecesIsReadWhole() throws TimeoutException {
    Exchange.Answer answer = await(exchange.send(options("/pieces"), null, LONG));

    assertThat(answer.body()).hasToString(String.join("", PIECES));
    assertThat(alarms).hasValue(0);
  }

  @Test
  void anAnswerThatIsTooLargeIsNone() {
    Future<Exchange.Answer> answer = exchange.send(options("/large"), null, LONG);

    assertThatThrownBy(() -> await(answer)).isInstanceOf(Exchange.TooLarge.class);
    assertThat(alarms).hasValue(0);
  }

  @Test
  void whatIsNotAnsweredInTimeFailsAndItsConnectionIsNotUsedAgain() throws TimeoutException {
    Future<Exchange.Answer> answer = exchange.send(options("/never"), null, Duration.ofMillis(50));
    assertThatThrownBy(() -> await(answer)).isInstanceOf(TimeoutException.class);

    var unused = await(exchange.send(options(), null, LONG));
    assertThat(connections).hasValue(2);
    assertThat(alarms).hasValue(0);
  }

  @Test
  void nothingGoesOffLaterOnceItIsOver() throws TimeoutException {
    var unused = await(exchange.send(options(), null, LONG));
    assertThat(alarms).hasValue(0);

    Future<Exchange.Answer> notSent = exchange.send(options(), null, LONG, () -> false);
    assertThatThrownBy(() -> await(notSent)).isInstanceOf(Exchange.NotSent.class);
    assertThat(alarms).hasValue(0);

    RequestOptions nobody =
        Destination.of(URI.create("http://127.0.0.1:1")).request(HttpMethod.GET);
    Future<Exchange.Answer> refused = exchange.send(nobody, null, LONG);
    assertThatThrownBy(() -> await(refused)).isInstanceOf(ConnectException.class);
    assertThat(alarms).hasValue(0);
  }

  private RequestOptions options() {
    return options("");
  }

  private RequestOptions options(String path) {
    return Destination.of(address).request(HttpMethod.GET, path);
  }

  private static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(20, TimeUnit.SECONDS);
  }
}
