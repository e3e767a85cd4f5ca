package profilegateway.httpclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import profilegateway.profile.Timer;

/** Connection attempts that the server does not answer, by a client of at most one connection. */
@ExtendWith(VertxExtension.class)
class ConnectLimitsTest {
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final Duration LONG = Duration.ofSeconds(20);

  /** Less than the 10 s after which Vert.x ends a TLS handshake by default. */
  private static final Duration BELOW_DEFAULT = Duration.ofSeconds(9);

  private final Vertx vertx;

  ConnectLimitsTest(Vertx vertx) {
    this.vertx = vertx;
  }

  private BoundedHttpClient open(String scheme, int port, Duration connectTimeout) {
    return BoundedHttpClient.open(
        vertx,
        Timer.of(vertx),
        URI.create(scheme + "://127.0.0.1:" + port),
        new ClientLimits(1, 4, connectTimeout, 1024));
  }

  @Test
  void limitsUnansweredAttempts() throws IOException {
    try (ServerSocket server = fullServer()) {
      Future<Response> call =
          open("http", server.getLocalPort(), SHORT).send(Request.get("/"), LONG);

      assertThatThrownBy(() -> await(call)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void usesTheConnectionOfACallThatTimedOutMeanwhile() throws IOException, TimeoutException {
    try (ServerSocket server = fullServer()) {
      BoundedHttpClient client = open("http", server.getLocalPort(), LONG);
      Future<Response> call = client.send(Request.get("/timed-out"), SHORT);
      assertThatThrownBy(() -> await(call)).isInstanceOf(TimeoutException.class);

      Future<Response> next = client.send(Request.get("/next"), LONG);
      String received = respondToOne(server);

      assertThat(await(next).status()).isEqualTo(200);
      assertThat(received).startsWith("GET /next ");
    }
  }

  @Test
  void limitsUnansweredTlsHandshakes() throws TimeoutException {
    AtomicInteger connections = new AtomicInteger();
    int port = silentServer(connections);

    Future<Response> call = open("https", port, SHORT).send(Request.get("/"), BELOW_DEFAULT);

    assertThatThrownBy(() -> await(call)).isInstanceOf(SSLException.class);
    assertThat(connections).hasValue(1);
  }

  @Test
  void opensNoFurtherConnectionBesideAnUnansweredTlsHandshake() throws TimeoutException {
    AtomicInteger connections = new AtomicInteger();
    BoundedHttpClient client = open("https", silentServer(connections), LONG);

    for (int number = 0; number < 3; number++) {
      Future<Response> call = client.send(Request.get("/"), SHORT);
      assertThatThrownBy(() -> await(call)).isInstanceOf(TimeoutException.class);
    }

    assertThat(connections).hasValue(1);
  }

  /** A server that accepts connections and then says nothing. */
  private int silentServer(AtomicInteger connections) throws TimeoutException {
    NetServer server =
        vertx.createNetServer().connectHandler(accepted -> connections.incrementAndGet());
    return await(server.listen(0, "127.0.0.1")).actualPort();
  }

  /** A server whose backlog is full of closed connections, so that it does not answer a further attempt. */
  private static ServerSocket fullServer() throws IOException {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    List<Socket> queued = new ArrayList<>();
    while (queued.size() < 16) {
      Socket socket = new Socket();
      queued.add(socket);
      try {
        socket.connect(server.getLocalSocketAddress(), 2000);
      } catch (SocketTimeoutException full) {
        for (Socket each : queued) {
          each.close();
        }
        return server;
      }
    }
    throw new IOException("the backlog is never full");
  }

  /** Accepts connections until one sends a request, and returns its head. */
  private static String respondToOne(ServerSocket server) throws IOException {
    while (true) {
      try (Socket accepted = server.accept()) {
        accepted.setSoTimeout((int) LONG.toMillis());
        String head = head(accepted);
        if (!head.isEmpty()) {
          accepted
              .getOutputStream()
              .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
          return head;
        }
      }
    }
  }

  /** The head of a request; empty if the connection was closed without one. */
  private static String head(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        return "";
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(60, TimeUnit.SECONDS);
  }
}
