package profilegateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.http1.Http1ServerConnection;
import profilegateway.config.Limit;
import profilegateway.profile.RoundEnd;

/** What is done with each new connection of one event loop: it is counted, watched, and given its ways in and out. Confined to that. */
final class Opening implements Handler<HttpConnection> {
  /** So much of a body that was refused is thrown away: clients that send it to its end before they read get to the answer. */
  private static final int LONGEST_REST = Limit.BODY_BYTES.most();

  private final Http1ServerConfig config;
  private final Connections connections;
  private final SlowClients clients;
  private final Handler<HttpServerRequest> requests;
  private final AnswerEncoder encoder = new AnswerEncoder();

  /** Passes the requests of each connection to {@code requests}; {@code config} bounds the size of their heads. */
  Opening(
      Http1ServerConfig config,
      Connections connections,
      SlowClients clients,
      Handler<HttpServerRequest> requests) {
    this.config = config;
    this.connections = connections;
    this.clients = clients;
    this.requests = requests;
  }

  @Override
  public void handle(HttpConnection connection) {
    if (!connections.opened()) {
      // Nothing was read yet, so there is no answer to be given.
      connection.closeHandler(closed -> connections.closed());
      var unused = connection.close();
      return;
    }
    int longestBody = connections.limits().bound(Limit.BODY_BYTES) + LONGEST_REST;
    StrictRequestDecoder.on(connection, config);
    Incoming incoming = Incoming.on(connection, longestBody, System::nanoTime);
    Outgoing.on(connection, encoder, RoundEnd.here());
    // What stands between refuses a version of HTTP that is none by itself, with 501, and knows
    // WebSockets.
    var unused = ((Http1ServerConnection) connection)
        .handler(clients.watched(connection, incoming, requests));
  }
}
