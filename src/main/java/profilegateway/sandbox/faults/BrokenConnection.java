package profilegateway.sandbox.faults;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;
import profilegateway.sandbox.traffic.Exchange;
import profilegateway.sandbox.wire.Answer;
import profilegateway.sandbox.wire.Members;
import profilegateway.sandbox.wire.WrongInput;

/** Faults of the connection: the answer comes late, in part or not at all. */
final class BrokenConnection {
  private BrokenConnection() {}

  /** Never answers. The connection stays until the caller, a reset or the end of the sandbox closes it. */
  static Misbehaviour hang(Members parameters) {
    return (exchange, proper) -> {};
  }

  /** The proper answer, but late; the delay is one that every rule may have. */
  static Misbehaviour slow(Members parameters) {
    if (parameters.value("delayMs") == null) {
      throw new WrongInput("a fault: slow has a delayMs (milliseconds)");
    }
    return Exchange::send;
  }

  /** Closes the connection before answering. */
  static Misbehaviour reset(Members parameters) {
    return (exchange, proper) -> exchange.hangUp();
  }

  /** Promises the whole answer, sends some of it and closes the connection. */
  static Misbehaviour cut(Members parameters) {
    Long at = parameters.optionalInteger("at", 0, Integer.MAX_VALUE);
    return (exchange, proper) -> cut(exchange, proper, at);
  }

  private static void cut(Exchange exchange, Answer proper, @Nullable Long at) {
    int length = proper.body().length();
    int sent = at == null ? length / 2 : (int) Math.min(at, Math.max(0, length - 1));
    HttpServerResponse response = exchange.head(proper.status(), proper.headers());
    response
        .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(length))
        .write(proper.body().slice(0, sent))
        .onComplete(written -> exchange.hangUp());
  }
}
