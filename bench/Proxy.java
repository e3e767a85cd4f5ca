import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;

/**
 * The yardstick for what has to be fetched: the gateway's HTTP server and client, and no GraphQL. It finds the mpid in the body,
 * asks the upstream for it, and passes its answer on.
 *
 * <pre>java -cp 'target/lib/*' bench/Proxy.java port port-of-the-upstream</pre>
 */
public final class Proxy extends VerticleBase {
  private static final String MPID = "\"mpid\":\"";

  private final int port;
  private final int upstream;

  private Proxy(int port, int upstream) {
    this.port = port;
    this.upstream = upstream;
  }

  /** Listens on {@code 127.0.0.1}, on as many event loops as there are processors. */
  public static void main(String[] arguments) {
    int port = Integer.parseInt(arguments[0]);
    int upstream = Integer.parseInt(arguments[1]);
    int loops = Runtime.getRuntime().availableProcessors();
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops).setPreferNativeTransport(true));
    vertx.deployVerticle(() -> new Proxy(port, upstream), new DeploymentOptions().setInstances(loops))
        .onFailure(failure -> System.exit(1));
  }

  @Override
  public Future<?> start() {
    HttpClientAgent client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(1024));
    return vertx.createHttpServer().requestHandler(request -> pass(client, request)).listen(port, "127.0.0.1");
  }

  private void pass(HttpClientAgent client, HttpServerRequest request) {
    request.body()
        .compose(body -> fetch(client, mpid(body)))
        .onSuccess(profile -> request.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(profile))
        .onFailure(failure -> request.response().setStatusCode(502).end());
  }

  private Future<Buffer> fetch(HttpClientAgent client, String mpid) {
    RequestOptions profile = new RequestOptions()
        .setMethod(HttpMethod.GET)
        .setHost("127.0.0.1")
        .setPort(upstream)
        .setURI("/userprofile/v1/1/2/3/" + mpid + "?fields=user_attributes,audience_memberships")
        .putHeader(HttpHeaders.AUTHORIZATION, "Bearer bench");
    return client.request(profile).compose(call -> call.send()).compose(answer -> answer.body());
  }

  private static String mpid(Buffer body) {
    String text = body.toString();
    int begin = text.indexOf(MPID) + MPID.length();
    return text.substring(begin, text.indexOf('"', begin));
  }
}
