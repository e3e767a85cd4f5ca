package profilegateway.sandbox.faults;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import profilegateway.sandbox.traffic.Exchange;
import profilegateway.sandbox.wire.Answer;
import profilegateway.sandbox.wire.Members;

/** The proper answer, a byte at a time: never idle for long, and never done in time. */
final class Drip implements Misbehaviour {
  private final long intervalMs;

  private Drip(long intervalMs) {
    this.intervalMs = intervalMs;
  }

  static Misbehaviour read(Members parameters) {
    return new Drip(parameters.integer("intervalMs", 1, 3_600_000, 1000));
  }

  @Override
  public void play(Exchange exchange, Answer proper) {
    Buffer body = proper.body();
    HttpServerResponse response = exchange
        .head(proper.status(), proper.headers())
        .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
    response.writeHead();
    drop(exchange, response, body, 0);
  }

  private void drop(Exchange exchange, HttpServerResponse response, Buffer body, int at) {
    if (at >= body.length() - 1) {
      // The last byte ends the response: a caller that has read it must not find the call still
      // open.
      response.end(body.slice(at, body.length()));
    } else {
      response.write(body.slice(at, at + 1));
      exchange.after(intervalMs, () -> drop(exchange, response, body, at + 1));
    }
  }
}
