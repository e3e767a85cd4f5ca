package profilegateway.httpclient;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.client.impl.ClientPhase;
import io.vertx.ext.web.client.impl.HttpContext;
import io.vertx.ext.web.client.impl.WebClientInternal;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import profilegateway.profile.Timer;

/**
 * An HTTP client of one server. Each call is bounded in total time and response size, and both limits are hard: a server that drips
 * its response, or sends without end, has its connection closed. Redirects are not followed, so that credentials never reach another
 * host. Shared by all event loops.
 */
public final class BoundedHttpClient {
  private final Timer timer;
  private final HttpClient http;
  private final WebClient client;
  private final Endpoint endpoint;
  private final ClientLimits limits;
  private volatile boolean isClosed;

  private BoundedHttpClient(Timer timer, HttpClient http, Endpoint endpoint, ClientLimits limits) {
    this.timer = timer;
    this.http = http;
    this.client = WebClient.wrap(http, new WebClientOptions().setUserAgentEnabled(false));
    this.endpoint = endpoint;
    this.limits = limits;
    var unused = ((WebClientInternal) client).addInterceptor(BoundedHttpClient::claim);
  }

  /**
   * A client of one server, by way of the proxy that the JVM's settings name for it.
   *
   * @param timer ends calls
   * @param address absolute, of http or https; {@link Request#path()} is appended to its path, its query is ignored
   */
  public static BoundedHttpClient open(Vertx vertx, Timer timer, URI address, ClientLimits limits) {
    return new BoundedHttpClient(
        timer, HttpClients.open(vertx, address, limits), Endpoint.of(address), limits);
  }

  /** Hands the request to its call before it is sent, so that the call can reset it: once a response begins, the web client cannot. */
  private static void claim(HttpContext<?> context) {
    if (context.phase() == ClientPhase.SEND_REQUEST
        && context.request().bodyCodec() instanceof BoundedBody body
        && !body.call().departs(context.clientRequest())) {
      // Resets the request; as nothing of it was sent, its connection returns to the pool.
      context.fail(new NotSentException());
    } else {
      context.next();
    }
  }

  /** Establishes a connection and keeps it for the next request. Fails with the exception of the attempt to connect. */
  public Future<Void> connect() {
    RequestOptions options = new RequestOptions()
        .setMethod(HttpMethod.GET)
        .setHost(endpoint.host())
        .setPort(endpoint.port())
        .setSsl(endpoint.isSecure())
        .setURI(endpoint.target(""));
    return http.request(options).compose(BoundedHttpClient::release);
  }

  private static Future<Void> release(HttpClientRequest request) {
    // Vert.x logs an error for each reset request that has no handler.
    request.exceptionHandler(reset -> {});
    return request.reset();
  }

  /** Sends a request as {@link #send(Request, Duration, BooleanSupplier)} does, without a last check. */
  public Future<Response> send(Request request, Duration limit) {
    return send(request, limit, () -> true);
  }

  /**
   * Sends a request and receives its whole response. Called on an event loop, which then completes the future.
   *
   * @param limit longest total time: waiting for a connection, sending, and receiving the response
   * @param mayDepart last check before the request is sent; false fails the call. Called at most once, when a connection is available.
   *     The request is then sent within {@link profilegateway.profile.RoundEnd}'s delay
   * @return the response, of any status. Fails with a {@link TimeoutException}, {@link ResponseTooLargeException} or
   *     {@link NotSentException}; with a {@link io.vertx.core.http.ConnectionPoolTooBusyException} if too many requests wait; with an
   *     {@link java.io.IOException} if no connection can be established; with an {@link io.vertx.core.http.HttpClosedException} or an
   *     exception of Netty's codec if the server closes the connection or does not send HTTP
   */
  public Future<Response> send(Request request, Duration limit, BooleanSupplier mayDepart) {
    BoundedCall call = new BoundedCall(mayDepart);
    call.limit(timer, limit);
    // Without connectTimeout: at its end, Vert.x would free the place in the pool while the
    // connection is still being established, and would neither use nor close that connection.
    // Instead, a call that is over keeps its place and leaves the connection to the next call.
    HttpRequest<Buffer> prepared = client
        .request(
            request.method(), endpoint.port(), endpoint.host(), endpoint.target(request.path()))
        .ssl(endpoint.isSecure())
        .followRedirects(false)
        .putHeaders(request.headers())
        .as(new BoundedBody(call, limits.bodyBytes()));
    (request.body() == null ? prepared.send() : prepared.sendBuffer(request.body()))
        .onComplete(
            whole -> call.succeed(new Response(whole.statusCode(), whole.headers(), body(whole))),
            call::fail);
    return call.response();
  }

  /** The body of a response; empty where the web client has none, as for status 204. */
  private static Buffer body(HttpResponse<Buffer> whole) {
    Buffer body = whole.body();
    return body == null ? BoundedBody.EMPTY : body;
  }

  /** Closes all connections. Calls in progress fail. */
  public Future<Void> close() {
    isClosed = true;
    return http.close();
  }

  /** Whether {@link #close()} was called: a call that fails from then on says nothing about the server. */
  public boolean isClosed() {
    return isClosed;
  }
}
