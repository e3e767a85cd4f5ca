package profilegateway.httpclient;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import org.jspecify.annotations.Nullable;

/**
 * Collects the response body of one call. A chunk that would exceed the limit fails the call; that chunk and all later ones are
 * discarded. {@link #writeQueueFull()} never makes the web client pause reading: a call that fails closes its connection. Confined to the
 * event loop of its call.
 */
final class BoundedBody implements BodyCodec<Buffer>, BodyStream<Buffer> {
  static final Buffer EMPTY = Buffer.buffer();

  private final BoundedCall call;
  private final int limit;
  private final Promise<Buffer> whole = Promise.promise();
  private Buffer received = EMPTY;
  private boolean isCopy;

  /** @param limit largest body, in bytes */
  BoundedBody(BoundedCall call, int limit) {
    this.call = call;
    this.limit = limit;
  }

  /** The call whose response has this body. */
  BoundedCall call() {
    return call;
  }

  @Override
  public BodyStream<Buffer> stream() {
    return this;
  }

  @Override
  public Future<Buffer> result() {
    return whole.future();
  }

  @Override
  public Future<Void> write(Buffer chunk) {
    if (call.isOver()) {
      received = EMPTY;
    } else if (received.length() + chunk.length() > limit) {
      received = EMPTY;
      call.fail(new ResponseTooLargeException(limit));
    } else {
      append(chunk);
    }
    return Future.succeededFuture();
  }

  /** Appends a chunk. The only chunk of a body, the usual case, is not copied. */
  private void append(Buffer chunk) {
    if (received.length() == 0) {
      received = chunk;
      return;
    }
    if (!isCopy) {
      received = Buffer.buffer().appendBuffer(received);
      isCopy = true;
    }
    received.appendBuffer(chunk);
  }

  @Override
  public Future<Void> end() {
    whole.tryComplete(received);
    return Future.succeededFuture();
  }

  @Override
  public void handle(Throwable cause) {
    whole.tryFail(cause);
  }

  @Override
  public boolean writeQueueFull() {
    return false;
  }

  @Override
  public WriteStream<Buffer> setWriteQueueMaxSize(int size) {
    return this;
  }

  @Override
  public WriteStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
    return this;
  }

  @Override
  public WriteStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
    return this;
  }
}
