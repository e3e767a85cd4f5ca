package profilegateway.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Listens on a port. Several of them share one port, each on an event loop of its own. */
public final class Server extends VerticleBase {
  private static final int LONGEST_FIRST_LINE = 16 * 1024;
  private static final int LONGEST_HEADERS = 16 * 1024;
  /** Longer than any operation may take. */
  private static final Duration IDLE = Duration.ofSeconds(75);

  /** What came in before the end gets its answer: an operation has its own, shorter, limit. */
  private static final Duration LONGEST_END = Duration.ofSeconds(65);

  private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private final String host;
  private final int port;
  private final Supplier<Router> routes;
  private @Nullable HttpServer server;

  /** Listens on {@code host} and {@code port}; 0 takes a free one. */
  public Server(String host, int port, Supplier<Router> routes) {
    this.host = host;
    this.port = port;
    this.routes = routes;
  }

  @Override
  public Future<?> start() {
    HttpServerOptions options = new HttpServerOptions()
        .setHost(host)
        .setPort(port)
        .setAcceptBacklog(4096)
        .setMaxInitialLineLength(LONGEST_FIRST_LINE)
        .setMaxHeaderSize(LONGEST_HEADERS)
        .setIdleTimeout((int) IDLE.toSeconds())
        .setHttp2ClearTextEnabled(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false);
    HttpServer listening = vertx
        .createHttpServer(options)
        .invalidRequestHandler(Answers::endInvalid)
        .requestHandler(wellFormed(routes.get()));
    server = listening;
    return listening.listen();
  }

  /** A router throws, and logs, what it cannot decode in a path. */
  private static Handler<HttpServerRequest> wellFormed(Router router) {
    return request -> {
      String path = request.path();
      if (path == null || BAD_ESCAPE.matcher(path).find()) {
        Answers.endInvalid(request);
      } else {
        router.handle(request);
      }
    };
  }

  /** Stops accepting, and ends when whatever is in flight has its answer. */
  @Override
  public Future<?> stop() {
    return server == null
        ? Future.succeededFuture()
        : server.shutdown(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The port that it listens on. */
  public int actualPort() {
    return server == null ? port : server.actualPort();
  }
}
