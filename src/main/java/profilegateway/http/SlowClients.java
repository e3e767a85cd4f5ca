package profilegateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import profilegateway.config.Limit;
import profilegateway.graphql.limits.Limits;

/**
 * The connections of one event loop, and how long each of them has been sending. A client that sends a byte now and then is
 * never idle, so what counts is the whole time: to a request's end of headers, from its connection's begin or from its own
 * first byte; from its headers to its end; and between requests. Confined to its event loop.
 */
final class SlowClients {
  private static final long LOOK_EVERY_MILLIS = 100;

  /** So much of a body that was refused is thrown away: clients that send it to its end before they read get to the answer. */
  private static final long LONGEST_REST = Limit.BODY_BYTES.most();

  private final Map<HttpConnection, Sending> connections = new HashMap<>();
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
  private static final class Sending {
    private final Incoming incoming;
    private @Nullable HttpServerRequest request;
    private long since;
    private boolean isToldOf;

    Sending(Incoming incoming, long since) {
      this.incoming = incoming;
      this.since = since;
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

  void opened(HttpConnection connection) {
    connection.closeHandler(closed -> {
      connections.remove(connection);
      all.closed();
    });
    if (all.opened()) {
      Incoming incoming =
          Incoming.on(connection, limits.bound(Limit.BODY_BYTES) + LONGEST_REST, nanoTime);
      connections.put(connection, new Sending(incoming, nanoTime.getAsLong()));
    } else {
      var unused = connection.close();
    }
  }

  /** The headers of a request have come. */
  void began(HttpServerRequest request) {
    Sending sending = connections.get(request.connection());
    if (sending != null) {
      sending.request = request;
      sending.since = nanoTime.getAsLong();
      sending.isToldOf = false;
    }
  }

  private void look() {
    // Whoever is cut off goes from the map.
    new ArrayList<>(connections.entrySet())
        .forEach(entry -> look(entry.getKey(), entry.getValue()));
  }

  private void look(HttpConnection connection, Sending sending) {
    long now = nanoTime.getAsLong();
    Duration taken = Duration.ofNanos(now - sending.since);
    HttpServerRequest request = sending.request;
    if (request == null) {
      if (isTooSlow(sending, taken)) {
        var unused = connection.close();
      }
    } else if (!request.isEnded()) {
      if (isTooSlow(sending, taken)) {
        Answers.endSlow(request, limits.requestTime());
      }
    } else if (!request.response().ended()) {
      // It is being answered, which has a time of its own.
      sending.since = now;
    } else if (taken.compareTo(idle) > 0
        || isTooSlow(sending, Duration.ofNanos(sending.nextTakes(now)))) {
      var unused = connection.close();
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
