package profilegateway.http;

import io.netty.handler.codec.DecoderException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import profilegateway.graphql.ErrorCode;
import profilegateway.profile.Cancellation;
import profilegateway.profile.Span;

/** One request and its answer: what is known of it so far, and what is due when it is over. Confined to its event loop. */
final class Exchange {
  /** What nginx, and many after it, write down for a client that left. */
  private static final int CLIENT_LEFT = 499;

  private static final int TOO_SLOW = 408;

  private static final String KEY = Exchange.class.getName();

  private final Exchanges all;
  private final HttpServerRequest request;
  private final String id;
  private final String method;
  private final String route;
  private final RequestNotes notes;
  private final long began;
  private final Cancellation cancellation = new Cancellation();
  private final List<Runnable> dueAtEnd = new ArrayList<>(1);
  private Negotiation negotiation = Negotiation.JSON;
  private boolean isOver;
  private boolean endsConnection;
  private boolean awaitsContinue;

  Exchange(
      Exchanges all,
      HttpServerRequest request,
      String id,
      String method,
      String route,
      Span span,
      long began) {
    this.all = all;
    this.request = request;
    this.id = id;
    this.method = method;
    this.route = route;
    this.notes = new RequestNotes(span);
    this.began = began;
  }

  /** The one that a router has taken on. */
  static Exchange of(RoutingContext routed) {
    return Objects.requireNonNull(routed.get(KEY));
  }

  static boolean isIn(RoutingContext routed) {
    return routed.get(KEY) != null;
  }

  /** Ends the connection after the response, not between two requests: the next request might already be on its way. */
  void endConnection() {
    endsConnection = true;
    response().headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    atEnd(() -> request.connection().close());
  }

  /**
   * Ends the connection after the response if the client waits for {@code 100 Continue} and never gets it. The client may then omit the
   * body, so the next bytes on the connection could be the body or another request (RFC 9110, 10.1.1).
   */
  void endConnectionUnlessContinued() {
    awaitsContinue = Expectation.isPending(request);
    if (awaitsContinue) {
      response().headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      atEnd(() -> {
        if (awaitsContinue) {
          var unused = request.connection().close();
        }
      });
    }
  }

  /** Sends {@code 100 Continue} to a client that waits for it. */
  void sendContinue() {
    if (awaitsContinue) {
      awaitsContinue = false;
      if (!endsConnection) {
        response().headers().remove(HttpHeaders.CONNECTION);
      }
      var unused = response().writeContinue();
    }
  }

  /** Has a router find it again. */
  void putInto(RoutingContext routed) {
    routed.put(KEY, this);
    routed.addEndHandler(end -> over(end.succeeded()));
  }

  /** Has the answer itself tell when it is over. */
  void follow() {
    HttpServerResponse response = request.response();
    response.endHandler(sent -> over(true));
    response.closeHandler(left -> over(false));
    response.exceptionHandler(broken -> {
      // A malformed body still gets a response, after which the connection ends.
      if (!(broken instanceof DecoderException)) {
        over(false);
      }
    });
  }

  HttpServerRequest request() {
    return request;
  }

  HttpServerResponse response() {
    return request.response();
  }

  /** Sets the negotiated form of the response; it is {@link Negotiation#JSON} until then. */
  void respondIn(Negotiation negotiated) {
    negotiation = negotiated;
  }

  /** The negotiated form of the response. */
  Negotiation negotiation() {
    return negotiation;
  }

  /** As in {@code X-Request-Id}. */
  String id() {
    return id;
  }

  RequestNotes notes() {
    return notes;
  }

  /** Tells when nobody waits for the answer any more. */
  Cancellation cancellation() {
    return cancellation;
  }

  /** Has something done when it is over, whatever became of it; at once where it is. */
  void atEnd(Runnable due) {
    if (isOver) {
      due.run();
    } else {
      dueAtEnd.add(due);
    }
  }

  /** Whether it is answered, or nobody waits for its answer any more. */
  boolean isOver() {
    return isOver;
  }

  /** It, or one of its operations, is refused. */
  void refused(ErrorCode code) {
    notes.failed(code);
    all.events().refused(code);
  }

  private void over(boolean wasSent) {
    if (isOver) {
      return;
    }
    isOver = true;
    if (!wasSent) {
      cancellation.cancel();
    }
    for (Runnable due : dueAtEnd) {
      due.run();
    }
    int status = wasSent ? request.response().getStatusCode() : CLIENT_LEFT;
    if (status == TOO_SLOW) {
      // Whoever cuts off a slow client knows the request alone.
      refused(ErrorCode.BAD_REQUEST);
    }
    endSpan(status);
    all.events()
        .ended(new EndedRequest(
            id,
            method,
            route,
            status,
            all.now() - began,
            () -> ClientName.of(request.headers()),
            notes));
  }

  private void endSpan(int status) {
    Span span = notes.span();
    if (span.isKept()) {
      span.note("gateway.request.id", id);
      span.note("http.response.status_code", status);
      if (status >= 500) {
        span.failed(Integer.toString(status));
      }
    }
    span.end();
  }
}
