package profilegateway.http;

import io.netty.handler.codec.DecoderException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;
import profilegateway.config.Limit;
import profilegateway.graphql.limits.Limits;

/**
 * The body of a request. One that says that it is too large is refused before any of it is read, one that does not say it as
 * soon as too much of it has come, or too much of all. Confined to its event loop.
 */
final class BoundedBody {
  private static final Buffer NOTHING = Buffer.buffer();

  private final Limits limits;
  private final int bound;
  private final Bodies all;
  private final Exchange exchange;
  private final Promise<Buffer> whole = Promise.promise();
  private @Nullable Buffer read;
  private boolean isOwn;
  private long held;

  private BoundedBody(Exchange exchange, Admission admission) {
    this.exchange = exchange;
    this.limits = admission.limits();
    this.bound = limits.bound(Limit.BODY_BYTES);
    this.all = admission.bodies();
  }

  /** All of it; fails with an {@link HttpError.Thrown}, and never completes when the client leaves before its end. */
  static Future<Buffer> of(Exchange exchange, Admission admission) {
    HttpServerRequest request = exchange.request();
    String refusal =
        admission.limits().refusal(Limit.BODY_BYTES, length(request)).orElse(null);
    if (refusal != null) {
      return Future.failedFuture(new HttpError.Thrown(HttpError.of(413, refusal)));
    }
    BoundedBody body = new BoundedBody(exchange, admission);
    exchange.atEnd(() -> body.all.giveBack(body.held));
    request.handler(body::add).endHandler(end -> body.end()).exceptionHandler(body::failMalformed);
    exchange.sendContinue();
    return body.whole.future();
  }

  private void add(Buffer chunk) {
    if (whole.future().isComplete() || exchange.isOver()) {
      return;
    }
    held += chunk.length();
    try {
      all.hold(chunk.length());
    } catch (HttpError.Thrown noRoom) {
      fail(noRoom);
      return;
    }
    if (read == null) {
      // One that comes at once, as most do, is not copied.
      read = chunk;
    } else {
      read = (isOwn ? read : read.copy()).appendBuffer(chunk);
      isOwn = true;
    }
    if (read.length() > bound) {
      fail(new HttpError.Thrown(HttpError.of(413, limits.refusalBeyond(Limit.BODY_BYTES))));
    }
  }

  private void fail(HttpError.Thrown why) {
    read = null;
    whole.fail(why);
  }

  /** Fails a body with malformed chunks. If the client left, the body never completes. */
  private void failMalformed(Throwable cause) {
    if (cause instanceof DecoderException && !whole.future().isComplete()) {
      // Vert.x closes the connection.
      exchange.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      fail(new HttpError.Thrown(HttpError.badRequest("The body is not valid HTTP.")));
    }
  }

  private void end() {
    whole.tryComplete(read == null ? NOTHING : read);
  }

  /** The declared length in bytes; 0 if there is none. */
  static long length(HttpServerRequest request) {
    String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }
}
