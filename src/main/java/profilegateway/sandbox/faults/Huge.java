package profilegateway.sandbox.faults;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import profilegateway.sandbox.traffic.Exchange;
import profilegateway.sandbox.wire.Answer;
import profilegateway.sandbox.wire.Members;

/**
 * A well-formed answer of any size, written as fast as it is read.
 *
 * @param bytes how large
 * @param declared whether a Content-Length says so beforehand
 */
record Huge(long bytes, boolean declared) implements Misbehaviour {
  private static final String START = "{\"padding\":\"";
  private static final String END = "\"}";
  private static final Buffer BLOCK = Buffer.buffer("0123456789abcdef".repeat(4096));

  static Misbehaviour read(Members parameters) {
    return new Huge(
        parameters.integer("bytes", START.length() + END.length(), 10_000_000_000L, 50_000_000),
        parameters.flag("declared", false));
  }

  @Override
  public void play(Exchange exchange, Answer proper) {
    HttpServerResponse response = exchange.head(200, Map.of("Content-Type", Answer.JSON));
    if (declared) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(bytes));
    } else {
      response.setChunked(true);
    }
    response.write(Buffer.buffer(START));
    pour(exchange, response, bytes - START.length() - END.length());
  }

  private static void pour(Exchange exchange, HttpServerResponse response, long left) {
    long remaining = left;
    while (remaining > 0 && !response.writeQueueFull() && !exchange.over()) {
      int length = (int) Math.min(remaining, BLOCK.length());
      response.write(BLOCK.slice(0, length));
      remaining -= length;
    }
    long rest = remaining;
    if (rest == 0) {
      response.end(END);
    } else if (!exchange.over()) {
      response.drainHandler(drained -> pour(exchange, response, rest));
    }
  }
}
