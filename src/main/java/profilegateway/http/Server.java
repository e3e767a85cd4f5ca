package profilegateway.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import profilegateway.config.Limit;
import profilegateway.graphql.limits.Limits;

/** Listens on a port. Several of them share one port, each on an event loop of its own. */
public final class Server extends VerticleBase {
  private static final int LONGEST_FIRST_LINE = 16 * 1024;
  /** Longer than any operation may take. {@link SlowClients} sees to it, once for all connections. */
  private static final Duration IDLE = Duration.ofSeconds(75);

  /** What came in before the end gets its answer: an operation has its own, shorter, limit. */
  private static final Duration LONGEST_END = Duration.ofSeconds(65);

  private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private final String host;
  private final int port;
  private final Connections connections;
  private final Exchanges exchanges;
  private final Supplier<? extends Handler<HttpServerRequest>> routes;
  private @Nullable HttpServer server;

  /** Listens on {@code host} and {@code port}; 0 takes a free one. {@code exchanges} are for what does not get to any route. */
  public Server(
      String host,
      int port,
      Connections connections,
      Exchanges exchanges,
      Supplier<? extends Handler<HttpServerRequest>> routes) {
    this.connections = connections;
    this.exchanges = exchanges;
    this.host = host;
    this.port = port;
    this.routes = routes;
  }

  @Override
  public Future<?> start() {
    HttpServerOptions options = new HttpServerOptions()
        .setAcceptBacklog(4096)
        .setMaxInitialLineLength(LONGEST_FIRST_LINE)
        .setMaxHeaderSize(connections.limits().bound(Limit.HEADER_BYTES))
        .setHttp2ClearTextEnabled(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false);
    SlowClients clients = new SlowClients(connections, IDLE, System::nanoTime);
    Handler<HttpServerRequest> requests = wellFormed(routes.get());
    Handler<HttpServerRequest> arrived = request -> {
      measureHeaders(request);
      requests.handle(request);
    };
    HttpServer listening = vertx
        .createHttpServer(options)
        .connectionHandler(new Opening(sizes(), connections, clients, arrived))
        .invalidRequestHandler(this::endInvalid)
        .requestHandler(arrived);
    clients.look(vertx);
    server = listening;
    return listening.listen(address());
  }

  /** Limits of a message head, in bytes; the same as in the options of the server. */
  private Http1ServerConfig sizes() {
    return new Http1ServerConfig()
        .setMaxInitialLineLength(LONGEST_FIRST_LINE)
        .setMaxHeaderSize(connections.limits().bound(Limit.HEADER_BYTES));
  }

  /** What is beyond the limit does not get here where that is enforced. */
  private void measureHeaders(HttpServerRequest request) {
    Limits limits = connections.limits();
    if (limits.set(Limit.HEADER_BYTES) < limits.bound(Limit.HEADER_BYTES)) {
      int separators = ": ".length();
      int bytes = request.headers().entries().stream()
          .mapToInt(header -> header.getKey().length() + header.getValue().length() + separators)
          .sum();
      var unused = limits.refuses(Limit.HEADER_BYTES, bytes);
    }
  }

  /** A router throws, and logs, what it cannot decode in a path. */
  private Handler<HttpServerRequest> wellFormed(Handler<HttpServerRequest> router) {
    return request -> {
      String path = request.path();
      if (request.version() == null
          || path == null
          || (path.indexOf('%') >= 0 && BAD_ESCAPE.matcher(path).find())
          || isForUnclearHost(request)) {
        endInvalid(request);
      } else {
        router.handle(request);
      }
    };
  }

  private void endInvalid(HttpServerRequest request) {
    Answers.endInvalid(exchanges.begin(request), connections.limits());
  }

  /** HTTP/1.1 has one {@code Host} (RFC 9112, section 3.2): of two, who is in front may have believed the other. */
  private static boolean isForUnclearHost(HttpServerRequest request) {
    int hosts = request.headers().getAll(HttpHeaders.HOST).size();
    return hosts > 1 || (hosts == 0 && request.version() == HttpVersion.HTTP_1_1);
  }

  /** Stops accepting, and ends when whatever is in flight has its answer. */
  @Override
  public Future<?> stop() {
    return server == null
        ? Future.succeededFuture()
        : server.shutdown(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Servers with the same negative port share one free port (see {@link SocketAddress#sharedRandomPort}). */
  private SocketAddress address() {
    return port < 0
        ? SocketAddress.sharedRandomPort(-port, host)
        : SocketAddress.inetSocketAddress(port, host);
  }

  /** The port that it listens on. */
  public int actualPort() {
    return server == null ? port : server.actualPort();
  }
}
