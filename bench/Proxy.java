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
import java.util.ArrayList;
import java.util.List;

/**
 * The yardstick for cache misses: the gateway's HTTP server and client, without GraphQL. It finds the mpids in the body, requests each
 * from the upstream, and passes the responses on, several as one JSON array.
 *
 * <pre>java -cp 'target/lib/*' bench/Proxy.java port port-of-the-upstream</pre>
 */
public final class Proxy extends VerticleBase {
  /** How an mpid begins in a body: the benchmarks' mpids begin with 4, and nothing else in quotes does. */
  private static final String MPID = "\"4";

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
        .compose(body -> fetchAll(client, mpids(body)))
        .onSuccess(answer -> request.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(answer))
        .onFailure(failure -> request.response().setStatusCode(502).end());
  }

  private Future<Buffer> fetchAll(HttpClientAgent client, List<String> mpids) {
    if (mpids.size() == 1) {
      return fetch(client, mpids.get(0));
    }
    List<Future<Buffer>> profiles = mpids.stream().map(mpid -> fetch(client, mpid)).toList();
    return Future.all(profiles).map(all -> array(profiles));
  }

  private static Buffer array(List<Future<Buffer>> profiles) {
    Buffer array = Buffer.buffer("[");
    for (Future<Buffer> profile : profiles) {
      array.appendString(array.length() == 1 ? "" : ",").appendBuffer(profile.result());
    }
    return array.appendString("]");
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

  private static List<String> mpids(Buffer body) {
    String text = body.toString();
    List<String> mpids = new ArrayList<>();
    for (int at = text.indexOf(MPID); at >= 0; at = text.indexOf(MPID, at)) {
      int begin = at + 1;
      at = text.indexOf('"', begin);
      mpids.add(text.substring(begin, at));
    }
    return mpids;
  }
}
