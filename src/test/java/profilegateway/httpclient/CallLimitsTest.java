package profilegateway.httpclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.PrematureChannelClosureException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClosedException;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.profile.Timer;

/** The limits of a call against servers that would hold it for ever. There is one connection: the next call needs it back. */
@ExtendWith(VertxExtension.class)
class CallLimitsTest {
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final int BODY_BYTES = 1024 * 1024;

  /** What sockets and the server buffer beside what the client reads, with room to spare. */
  private static final long BUFFERED_BYTES = 64L * 1024 * 1024;

  private final Vertx vertx;
  private final FaultyServer server;
  private final BoundedHttpClient client;

  CallLimitsTest(Vertx vertx) throws TimeoutException {
    this.vertx = vertx;
    this.server = FaultyServer.start(vertx);
    this.client = open(server.address(), LONG);
  }

  private BoundedHttpClient open(URI address, Duration connectTimeout) {
    return BoundedHttpClient.open(
        vertx, Timer.of(vertx), address, new ClientLimits(1, 4, connectTimeout, BODY_BYTES));
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
    assertNeverDeparts(client, SHORT, () -> {});
  }

  /** The pool gives a connection to a call that is over: its timer was earlier than the pool's. */
  @Test
  void neverSendsACallThatIsOverWhenItGetsAConnection() throws TimeoutException {
    List<Runnable> alarms = new CopyOnWriteArrayList<>();
    Timer manual = (time, then) -> {
      alarms.add(then);
      return () -> {};
    };
    BoundedHttpClient patient = BoundedHttpClient.open(
        vertx, manual, server.address(), new ClientLimits(1, 4, LONG, BODY_BYTES));

    assertNeverDeparts(
        patient,
        LONG,
        () -> vertx.getOrCreateContext().runOnContext(now -> alarms.get(1).run()));
  }

  private void assertNeverDeparts(BoundedHttpClient used, Duration limit, Runnable timeOut)
      throws TimeoutException {
    Future<Response> first = used.send(Request.get("/hold"), LONG);
    var unused = await(server.firstRequest());
    AtomicBoolean isChecked = new AtomicBoolean();
    Future<Response> queued = used.send(Request.get("/queued"), limit, () -> {
      isChecked.set(true);
      return true;
    });
    timeOut.run();
    assertThatThrownBy(() -> await(queued)).isInstanceOf(TimeoutException.class);

    server.release();

    assertThat(await(first).body()).hasToString("ok");
    assertThat(await(used.send(Request.get("/next"), LONG)).body()).hasToString("ok");
    assertThat(server.paths).containsExactly("/hold", "/next");
    assertThat(isChecked).isFalse();
  }

  @Test
  void limitsUnansweredConnectionAttempts() throws IOException, TimeoutException {
    try (ServerSocket unanswering = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Socket> queued = fillBacklog(unanswering);
      URI address = URI.create("http://127.0.0.1:" + unanswering.getLocalPort());

      Future<Response> attempt = open(address, SHORT).send(Request.get("/"), LONG);
      BoundedHttpClient patient = open(address, LONG);
      Future<Response> call = patient.send(Request.get("/"), SHORT);

      assertThatThrownBy(() -> await(attempt)).isInstanceOf(ConnectException.class);
      assertThatThrownBy(() -> await(call)).isInstanceOf(TimeoutException.class);

      for (Socket filler : queued) {
        filler.close();
      }
      Thread acceptor = new Thread(() -> respondToAll(unanswering));
      acceptor.start();
      assertThat(await(patient.send(Request.get("/"), LONG)).status()).isEqualTo(200);
    }
  }

  /** Connects until a further attempt is not answered. */
  private static List<Socket> fillBacklog(ServerSocket server) throws IOException {
    List<Socket> queued = new ArrayList<>();
    while (queued.size() < 16) {
      Socket socket = new Socket();
      try {
        socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 500);
        queued.add(socket);
      } catch (SocketTimeoutException unanswered) {
        socket.close();
        return queued;
      }
    }
    throw new IOException("the backlog is never full");
  }

  private static void respondToAll(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket accepted = server.accept();
          OutputStream out = accepted.getOutputStream()) {
        if (accepted.getInputStream().read() >= 0) {
          out.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
        }
      } catch (IOException closed) {
        // The test is over, or the connection was one of those that filled the backlog.
      }
    }
  }

  private static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(60, TimeUnit.SECONDS);
  }
}
