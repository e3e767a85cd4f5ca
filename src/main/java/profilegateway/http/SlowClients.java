package profilegateway.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.graphql.limits.Limits;

/**
 * The connections of one event loop, and how long each of them has been sending. A client that sends a byte now and then is
 * never idle, so what counts is the whole time: to a request's end of headers, from its connection's begin or from its own
 * first byte; from its headers to its end; and between requests. Confined to its event loop.
 */
final class SlowClients {
  private static final long LOOK_EVERY_MILLIS = 100;

  private final Set<Sending> connections = new HashSet<>();
  private final Connections all;
  private final Limits limits;
  private final Duration idle;
  private final LongSupplier nanoTime;

  /** Gives a client {@code idle} to come with its next request. */
  SlowClients(Connections all, Duration idle, LongSupplier nanoTime) {
    this.all = all;
    this.limits = all.limits();
    this.idle = idle;
    this.nanoTime = nanoTime;
  }

  /** What a connection does. */
  private final class Sending {
    private final HttpConnection connection;
    private final Incoming incoming;
    private @Nullable HttpServerRequest request;
    private long since = nanoTime.getAsLong();
    private boolean isToldOf;

    Sending(HttpConnection connection, Incoming incoming) {
      this.connection = connection;
      this.incoming = incoming;
    }

    /** The headers of a request have come. */
    void began(HttpServerRequest next) {
      request = next;
      since = nanoTime.getAsLong();
      isToldOf = false;
    }

    /** How long the headers of the next request have been coming; negative where none of them has come. */
    long nextTakes(long now) {
      // One that came while another was answered has its time from that answer on.
      return incoming.isBegun() ? Math.min(now - incoming.began(), now - since) : -1;
    }
  }

  /** Begins to look; ends with the event loop. */
  void look(Vertx vertx) {
    vertx.setPeriodic(LOOK_EVERY_MILLIS, now -> look());
  }

  /**
   * Looks on from now on, and counts the connection as closed when it is.
   *
   * @return is to be told of each request, and passes it on to {@code next}
   */
  Handler<HttpServerRequest> watched(
      HttpConnection connection, Incoming incoming, Handler<HttpServerRequest> next) {
    Sending sending = new Sending(connection, incoming);
    connections.add(sending);
    connection.closeHandler(closed -> {
      connections.remove(sending);
      all.closed();
    });
    return request -> {
      sending.began(request);
      next.handle(request);
    };
  }

  private void look() {
    // A copy: whoever is cut off leaves the set meanwhile.
    new ArrayList<>(connections).forEach(this::look);
  }

  private void look(Sending sending) {
    long now = nanoTime.getAsLong();
    Duration taken = Duration.ofNanos(now - sending.since);
    HttpServerRequest request = sending.request;
    if (request == null) {
      if (isTooSlow(sending, taken)) {
        var unused = sending.connection.close();
      }
    } else if (!request.isEnded() && !sending.incoming.isWhole()) {
      // A request that is whole may wait for a handler of the gateway: that is not the client's
      // time.
      if (isTooSlow(sending, taken)) {
        Answers.endSlow(request, limits.requestTime());
      }
    } else if (!request.response().ended()) {
      // It is being answered, which has a time of its own.
      sending.since = now;
    } else if (taken.compareTo(idle) > 0
        || isTooSlow(sending, Duration.ofNanos(sending.nextTakes(now)))) {
      var unused = sending.connection.close();
    }
  }

  /** Where limits are not enforced, it is told of once. */
  private boolean isTooSlow(Sending sending, Duration taken) {
    if (sending.isToldOf && taken.compareTo(limits.requestTime()) <= 0) {
      return false;
    }
    sending.isToldOf = taken.compareTo(limits.setRequestTime()) > 0;
    return limits.refusesTime(taken);
  }
}
