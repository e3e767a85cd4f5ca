package profilegateway.http;

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
 * soon as too much of it has come. Confined to its event loop.
 */
final class BoundedBody {
  private static final Buffer NOTHING = Buffer.buffer();

  private final Limits limits;
  private final int bound;
  private final Promise<Buffer> whole = Promise.promise();
  private @Nullable Buffer read;
  private boolean isOwn;

  private BoundedBody(Limits limits) {
    this.limits = limits;
    this.bound = limits.bound(Limit.BODY_BYTES);
  }

  /** All of it; fails with an {@link HttpError.Thrown}, and never completes when the client leaves before its end. */
  static Future<Buffer> of(HttpServerRequest request, Limits limits) {
    String refusal = limits.refusal(Limit.BODY_BYTES, length(request)).orElse(null);
    if (refusal != null) {
      return Future.failedFuture(new HttpError.Thrown(HttpError.of(413, refusal)));
    }
    BoundedBody body = new BoundedBody(limits);
    request.handler(body::add).endHandler(end -> body.end());
    String expected = request.headers().get(HttpHeaders.EXPECT);
    if (expected != null && expected.equalsIgnoreCase("100-continue")) {
      var unused = request.response().writeContinue();
    }
    return body.whole.future();
  }

  private void add(Buffer chunk) {
    if (whole.future().isComplete()) {
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
      read = null;
      whole.fail(new HttpError.Thrown(HttpError.of(413, limits.refusalBeyond(Limit.BODY_BYTES))));
    }
  }

  private void end() {
    whole.tryComplete(read == null ? NOTHING : read);
  }

  private static long length(HttpServerRequest request) {
    String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }
}
