package profilegateway.httpclient;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientRequest;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Timer;

/**
 * The state of one HTTP call, from waiting for a connection until its response is complete. The first outcome counts. If the request
 * was sent, a failure resets it, which closes the connection. Confined to the event loop that sends the request.
 */
final class BoundedCall {
  private final Promise<Response> response = Promise.promise();
  private final BooleanSupplier mayDepart;
  private Timer.@Nullable Alarm deadline;
  private @Nullable HttpClientRequest sent;
  private boolean isOver;

  BoundedCall(BooleanSupplier mayDepart) {
    this.mayDepart = mayDepart;
  }

  Future<Response> response() {
    return response.future();
  }

  boolean isOver() {
    return isOver;
  }

  /** Fails the call with a {@link TimeoutException} after {@code limit}, unless it is over by then. */
  void limit(Timer timer, Duration limit) {
    deadline = timer.after(
        limit,
        () -> fail(new TimeoutException("no whole response within " + limit.toMillis() + " ms")));
  }

  /** Checks, on an established connection, whether {@code request} is still to be sent. If it is, a failure of the call resets it. */
  boolean departs(HttpClientRequest request) {
    // Vert.x logs an error for each reset request that has no handler.
    request.exceptionHandler(reset -> {});
    if (isOver || !mayDepart.getAsBoolean()) {
      return false;
    }
    sent = request;
    return true;
  }

  void succeed(Response whole) {
    if (end()) {
      response.complete(whole);
    }
  }

  void fail(Throwable cause) {
    if (!end()) {
      return;
    }
    response.fail(cause);
    if (sent != null) {
      var unused = sent.reset();
    }
  }

  /** Ends the call; returns false if it has ended already. */
  private boolean end() {
    if (isOver) {
      return false;
    }
    isOver = true;
    if (deadline != null) {
      deadline.cancel();
      deadline = null;
    }
    return true;
  }
}
