package profilegateway.http.storefront;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;

/**
 * Passes on to the sandbox what the shop's page needs of it, and nothing else: the page may ask its own origin only, and the
 * sandbox is on another.
 */
final class SandboxPassage {
  private static final int LONGEST_FAULT = 1024;
  private static final long PATIENCE_MS = 2000;

  private final HttpClient client;
  private final URI sandbox;

  SandboxPassage(Vertx vertx, URI sandbox) {
    this.client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(true));
    this.sandbox = sandbox;
  }

  void mount(Router router) {
    router.get("/__sandbox/tokens").handler(this::pass);
    router.get("/__sandbox/counters").handler(this::pass);
    router.get("/__sandbox/faults").handler(this::pass);
    router
        .post("/__sandbox/faults")
        .handler(BodyHandler.create(false).setBodyLimit(LONGEST_FAULT))
        .handler(this::pass);
    router.delete("/__sandbox/faults/:id").handler(this::pass);
  }

  private void pass(RoutingContext request) {
    ask(request)
        .onSuccess(answer -> request
            .response()
            .setStatusCode(answer.status())
            .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
            .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
            .end(answer.body()))
        .onFailure(silent -> request.response().setStatusCode(503).end());
  }

  private Future<Answer> ask(RoutingContext request) {
    HttpMethod method = request.request().method();
    RequestOptions target = new RequestOptions()
        .setMethod(method)
        .setHost(sandbox.getHost())
        .setPort(sandbox.getPort())
        .setURI(request.request().uri())
        .setTimeout(PATIENCE_MS);
    Buffer body = method.equals(HttpMethod.POST) ? request.body().buffer() : Buffer.buffer();
    return client.request(target).compose(asked -> asked.send(body)).compose(SandboxPassage::whole);
  }

  private static Future<Answer> whole(HttpClientResponse response) {
    return response.body().map(body -> new Answer(response.statusCode(), body));
  }

  private record Answer(int status, Buffer body) {}
}
