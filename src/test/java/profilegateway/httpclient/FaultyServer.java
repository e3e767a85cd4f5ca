package profilegateway.httpclient;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** An HTTP server on a bare socket. The path of a request names the fault of its response. */
final class FaultyServer {
  private static final String HEAD = "HTTP/1.1 200 OK\r\n";
  private static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n";
  private static final int CHUNK_BYTES = 64 * 1024;
  private static final String ZEROS = "0".repeat(CHUNK_BYTES);

  /** The endless responses end here, so that a client without a limit fails the test and not the machine. */
  static final long ENDLESS_BYTES = 1L << 30;

  final AtomicLong bytesSent = new AtomicLong();
  final AtomicInteger connections = new AtomicInteger();
  final List<String> paths = new CopyOnWriteArrayList<>();

  private final Vertx vertx;
  private final NetServer server;
  private final Promise<Void> firstClosed = Promise.promise();
  private final Promise<Void> firstRequest = Promise.promise();
  private final Promise<Void> release = Promise.promise();

  private FaultyServer(Vertx vertx) {
    this.vertx = vertx;
    this.server = vertx.createNetServer().connectHandler(this::serve);
  }

  static FaultyServer start(Vertx vertx) throws TimeoutException {
    FaultyServer started = new FaultyServer(vertx);
    var unused = started.server.listen(0, "127.0.0.1").await(20, TimeUnit.SECONDS);
    return started;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  /** Done when any connection is closed. */
  Future<Void> firstClosed() {
    return firstClosed.future();
  }

  /** Done when the first request has been received. */
  Future<Void> firstRequest() {
    return firstRequest.future();
  }

  /** Responds to requests of {@code /hold}. */
  void release() {
    release.complete();
  }

  private void serve(NetSocket socket) {
    connections.incrementAndGet();
    socket.exceptionHandler(cut -> {});
    socket.closeHandler(closed -> firstClosed.tryComplete());
    RecordParser requests =
        RecordParser.newDelimited("\r\n\r\n", head -> respond(socket, head.toString()));
    socket.handler(requests);
  }

  private void respond(NetSocket socket, String head) {
    String path = head.split(" ", -1)[1];
    paths.add(path);
    firstRequest.tryComplete();
    switch (path) {
      case "/drip-body" -> drip(socket, HEAD + "Content-Length: 1000000\r\n\r\n");
      case "/drip-chunk" -> drip(socket, CHUNKED + "fffff\r\n");
      case "/drip-head" -> drip(socket, HEAD + "X-Endless: ");
      case "/silence" -> {}
      case "/endless-length" ->
        send(socket, HEAD + "Content-Length: " + ENDLESS_BYTES + "\r\n\r\n", ZEROS);
      case "/endless-chunks" -> send(socket, CHUNKED, "10000\r\n" + ZEROS + "\r\n");
      case "/endless-until-close" -> send(socket, HEAD + "Connection: close\r\n\r\n", ZEROS);
      case "/endless-head" -> send(socket, HEAD, "X-Endless: " + "0".repeat(1000) + "\r\n");
      case "/cut-unanswered" -> cut(socket, "");
      case "/cut-in-head" -> cut(socket, HEAD + "Content-Le");
      case "/cut-in-body" -> cut(socket, HEAD + "Content-Length: 100\r\n\r\nhalf of it");
      case "/cut-in-chunk" -> cut(socket, CHUNKED + "64\r\nhalf of it");
      case "/hold" -> release.future().onSuccess(go -> ok(socket));
      default -> ok(socket);
    }
  }

  private static void ok(NetSocket socket) {
    write(socket, HEAD + "Content-Length: 2\r\n\r\nok");
  }

  private static void cut(NetSocket socket, String beginning) {
    var unused = socket.end(Buffer.buffer(beginning));
  }

  private void drip(NetSocket socket, String beginning) {
    write(socket, beginning);
    long periodic = vertx.setPeriodic(100, tick -> write(socket, "x"));
    socket.closeHandler(closed -> {
      firstClosed.tryComplete();
      var unused = vertx.cancelTimer(periodic);
    });
  }

  private void send(NetSocket socket, String beginning, String repeated) {
    write(socket, beginning);
    sendMore(socket, Buffer.buffer(repeated));
  }

  private static void write(NetSocket socket, String text) {
    var unused = socket.write(text);
  }

  private void sendMore(NetSocket socket, Buffer repeated) {
    if (bytesSent.get() < ENDLESS_BYTES && !firstClosed.future().isComplete()) {
      socket.write(repeated).onSuccess(written -> {
        bytesSent.addAndGet(repeated.length());
        sendMore(socket, repeated);
      });
    }
  }
}
