package profilegateway.httpclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.PrematureChannelClosureException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClosedException;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.profile.Timer;

/** The limits of a call, against servers that never end a response. The pool has one connection, which the next call needs. */
@ExtendWith(VertxExtension.class)
class CallLimitsTest {
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final int BODY_BYTES = 1024 * 1024;

  /** What sockets and the server buffer beside what the client reads, with room to spare. */
  private static final long BUFFERED_BYTES = 64L * 1024 * 1024;

  private final FaultyServer server;
  private final BoundedHttpClient client;

  CallLimitsTest(Vertx vertx) throws TimeoutException {
    this.server = FaultyServer.start(vertx);
    this.client = BoundedHttpClient.open(
        vertx, Timer.of(vertx), server.address(), new ClientLimits(1, 4, LONG, BODY_BYTES));
  }

  @BeforeEach
  void connectOnce() throws TimeoutException {
    var unused = await(client.connect());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/drip-body", "/drip-chunk", "/drip-head", "/silence"})
  void closesTheConnectionAtTheTimeLimit(String path) throws TimeoutException {
    Future<Response> call = client.send(Request.get(path), SHORT);

    assertThatThrownBy(() -> await(call)).isInstanceOf(TimeoutException.class);
    assertIsUsableAfterTheCut();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/endless-length", "/endless-chunks", "/endless-until-close"})
  void closesTheConnectionAtTheSizeLimit(String path) throws TimeoutException {
    Future<Response> call = client.send(Request.get(path), LONG);

    assertThatThrownBy(() -> await(call)).isInstanceOf(ResponseTooLargeException.class);
    assertIsUsableAfterTheCut();
    assertThat(server.bytesSent.get()).isLessThan(BODY_BYTES + BUFFERED_BYTES);
  }

  @Test
  void closesTheConnectionOfAnEndlessHead() throws TimeoutException {
    Future<Response> call = client.send(Request.get("/endless-head"), LONG);

    assertThatThrownBy(() -> await(call)).isNotInstanceOf(TimeoutException.class);
    assertIsUsableAfterTheCut();
    assertThat(server.bytesSent.get()).isLessThan(BUFFERED_BYTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/cut-unanswered", "/cut-in-head", "/cut-in-body", "/cut-in-chunk"})
  void failsWhereTheServerClosesTheConnection(String path) throws TimeoutException {
    Future<Response> call = client.send(Request.get(path), LONG);

    // Netty has an exception of its own for a connection that ends within a head.
    assertThatThrownBy(() -> await(call))
        .isInstanceOfAny(HttpClosedException.class, PrematureChannelClosureException.class);
    assertIsUsableAfterTheCut();
  }

  private void assertIsUsableAfterTheCut() throws TimeoutException {
    var unused = await(server.firstClosed());
    assertThat(await(client.send(Request.get("/next"), LONG)).body()).hasToString("ok");
    assertThat(server.connections).hasValue(2);
  }

  @Test
  void neverSendsACallThatTimedOutInTheQueue() throws TimeoutException {
    Future<Response> first = client.send(Request.get("/hold"), LONG);
    var unused = await(server.firstRequest());
    AtomicBoolean isChecked = new AtomicBoolean();
    Future<Response> queued = client.send(Request.get("/queued"), SHORT, () -> {
      isChecked.set(true);
      return true;
    });
    assertThatThrownBy(() -> await(queued)).isInstanceOf(TimeoutException.class);

    server.release();

    assertThat(await(first).body()).hasToString("ok");
    assertThat(await(client.send(Request.get("/next"), LONG)).body()).hasToString("ok");
    assertThat(server.paths).containsExactly("/hold", "/next");
    assertThat(server.connections).hasValue(1);
    assertThat(isChecked).isFalse();
  }

  private static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(60, TimeUnit.SECONDS);
  }
}
