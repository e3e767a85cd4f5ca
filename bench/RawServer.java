import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;

/**
 * The yardstick: the gateway's HTTP stack, and a fixed answer to everything.
 *
 * <pre>java -cp 'target/lib/*' bench/RawServer.java [port]</pre>
 */
public final class RawServer extends VerticleBase {
  private static final Buffer ANSWER = Buffer.buffer("{\"data\":{\"profile\":{\"mpid\":\"4000000000000001\",\"attributes\":"
      + "{\"lifetimeValue\":342.1},\"audienceMemberships\":[{\"audienceId\":\"17802\",\"audienceName\":\"Meret final CA test\"},"
      + "{\"audienceId\":\"17918\",\"audienceName\":\"Decor Remarketing\"}]}}}");

  private final int port;

  private RawServer(int port) {
    this.port = port;
  }

  /** Listens on {@code 127.0.0.1}, on as many event loops as there are processors. */
  public static void main(String[] arguments) {
    int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 4001;
    int loops = Runtime.getRuntime().availableProcessors();
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops).setPreferNativeTransport(true));
    vertx.deployVerticle(() -> new RawServer(port), new DeploymentOptions().setInstances(loops))
        .onFailure(failure -> System.exit(1));
  }

  @Override
  public Future<?> start() {
    return vertx.createHttpServer()
        .requestHandler(request -> request.body().onSuccess(body -> request.response()
            .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
            .end(ANSWER)))
        .listen(port, "127.0.0.1");
  }
}
