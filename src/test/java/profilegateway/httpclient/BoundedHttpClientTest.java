package profilegateway.httpclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.junit5.VertxExtension;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.profile.Timer;

@ExtendWith(VertxExtension.class)
class BoundedHttpClientTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final int BODY_BYTES = 2 * 1024 * 1024;

  private static final List<String> PIECES =
      IntStream.range(0, 3000).mapToObj(piece -> piece + ",").toList();

  private final Vertx vertx;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Promise<HttpServerResponse> holds = Promise.promise();
  private final AtomicInteger alarms = new AtomicInteger();
  private final BoundedHttpClient client;

  BoundedHttpClientTest(Vertx vertx) throws TimeoutException {
    this.vertx = vertx;
    HttpServer server = vertx
        .createHttpServer()
        .connectionHandler(connection -> connections.incrementAndGet())
        .requestHandler(this::respond);
    int port = await(server.listen(0, "127.0.0.1")).actualPort();
    client = open(URI.create("http://127.0.0.1:" + port), 4);
  }

  private BoundedHttpClient open(URI address, int waiting) {
    return BoundedHttpClient.open(
        vertx, this::counted, address, new ClientLimits(1, waiting, LONG, BODY_BYTES));
  }

  private void respond(HttpServerRequest request) {
    requests.add(request.uri());
    HttpServerResponse response = request.response();
    switch (Objects.requireNonNull(request.path())) {
      case "/largest" -> response.end("x".repeat(BODY_BYTES));
      case "/larger" -> response.end("x".repeat(BODY_BYTES + 1));
      case "/pieces" -> {
        response.setChunked(true);
        PIECES.forEach(response::write);
        response.end();
      }
      case "/redirect" -> {
        String location = request.absoluteURI().replace(request.uri(), "/elsewhere");
        response
            .setStatusCode(Integer.parseInt(request.query()))
            .putHeader(HttpHeaders.LOCATION, location)
            .end();
      }
      case "/echo" ->
        request
            .body()
            .onSuccess(
                body -> response.putHeader("X-Received", headers(request)).end(body));
      case "/hold" -> holds.complete(response);
      default -> response.end("{}");
    }
  }

  private static String headers(HttpServerRequest request) {
    return request.headers().entries().stream()
        .filter(header -> !header.getKey().equalsIgnoreCase("host"))
        .map(header -> header.getKey().toLowerCase(Locale.ROOT) + "=" + header.getValue())
        .collect(Collectors.joining("; "));
  }

  private static List<String> received(Response response) {
    return List.of(Objects.requireNonNull(response.headers().get("X-Received")).split("; ", -1));
  }

  /** A timer that counts the alarms that have neither fired nor been cancelled. */
  private Timer.Alarm counted(Duration time, Runnable then) {
    alarms.incrementAndGet();
    AtomicBoolean isOver = new AtomicBoolean();
    Runnable over = () -> {
      if (isOver.compareAndSet(false, true)) {
        alarms.decrementAndGet();
      }
    };
    Timer.Alarm alarm = Timer.of(vertx).after(time, () -> {
      over.run();
      then.run();
    });
    return () -> {
      over.run();
      alarm.cancel();
    };
  }

  @AfterEach
  void leavesNoAlarm() {
    assertThat(alarms).hasValue(0);
  }

  @Test
  void sendsMethodHeadersAndBody() throws TimeoutException {
    Request request = Request.post("/echo?p=1", Buffer.buffer("{\"a\":1}"));
    request.headers().set("Authorization", "Bearer abc");

    Response response = await(client.send(request, LONG));

    assertThat(requests).containsExactly("/echo?p=1");
    assertThat(response.body()).hasToString("{\"a\":1}");
    assertThat(received(response))
        .containsExactlyInAnyOrder(
            "accept=application/json",
            "content-type=application/json",
            "authorization=Bearer abc",
            "content-length=7");
  }

  @Test
  void doesNotSendARequestThatMayNoLongerDepart() {
    Future<Response> response = client.send(Request.get("/"), LONG, () -> false);

    assertThatThrownBy(() -> await(response)).isInstanceOf(NotSentException.class);
    assertThat(requests).isEmpty();
  }

  @Test
  void keepsTheConnectionOfARequestThatWasNotSent() throws TimeoutException {
    var unused = await(client.send(Request.get("/"), LONG, () -> false).otherwiseEmpty());

    assertThat(await(client.send(Request.get("/"), LONG)).status()).isEqualTo(200);
    assertThat(connections).hasValue(1);
  }

  @Test
  void usesTheConnectionThatWasEstablishedBefore() throws TimeoutException {
    var unused = await(client.connect());
    assertThat(requests).isEmpty();

    assertThat(await(client.send(Request.get("/"), LONG)).status()).isEqualTo(200);
    assertThat(connections).hasValue(1);
  }

  @Test
  void receivesAllChunksOfAResponse() throws TimeoutException {
    assertThat(await(client.send(Request.get("/pieces"), LONG)).body())
        .hasToString(String.join("", PIECES));
  }

  @Test
  void receivesAResponseOfTheLargestSize() throws TimeoutException {
    assertThat(await(client.send(Request.get("/largest"), LONG)).body().length())
        .isEqualTo(BODY_BYTES);
  }

  @Test
  void failsAResponseThatIsOneByteLarger() {
    Future<Response> response = client.send(Request.get("/larger"), LONG);

    assertThatThrownBy(() -> await(response)).isInstanceOf(ResponseTooLargeException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 304, 305, 307, 308})
  void doesNotFollowRedirects(int status) throws TimeoutException {
    Response response = await(client.send(Request.get("/redirect?" + status), LONG));

    assertThat(response.status()).isEqualTo(status);
    assertThat(requests).containsExactly("/redirect?" + status);
  }

  @Test
  void failsWhereTooManyRequestsWait() throws TimeoutException {
    Future<Response> holding = client.send(Request.get("/hold"), LONG);
    HttpServerResponse held = await(holds.future());
    List<Future<Response>> waiting =
        Stream.generate(() -> client.send(Request.get("/"), LONG)).limit(4).toList();

    Future<Response> tooMany = client.send(Request.get("/"), LONG);

    assertThatThrownBy(() -> await(tooMany)).isInstanceOf(ConnectionPoolTooBusyException.class);
    var unused = await(held.end());
    assertThat(await(holding).status()).isEqualTo(200);
    assertThat(await(Future.all(waiting)).succeeded()).isTrue();
  }

  @Test
  void failsWhereTheConnectionIsRefused() {
    Future<Response> response =
        open(URI.create("http://127.0.0.1:1"), 4).send(Request.get("/"), LONG);

    assertThatThrownBy(() -> await(response)).isInstanceOf(ConnectException.class);
  }

  @Test
  void showsNothingOfRequestsAndResponses() throws TimeoutException {
    Request request = Request.post("/echo?secret", Buffer.buffer("secret"));

    assertThat(List.of(request, await(client.send(request, LONG))))
        .hasToString("[Request[POST], Response[200]]");
  }

  private static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(60, TimeUnit.SECONDS);
  }
}
