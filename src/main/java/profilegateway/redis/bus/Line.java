package profilegateway.redis.bus;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import profilegateway.profile.Bug;

/** One connection that listens to a channel, from the attempt to make it to its end. Thread-safe. */
final class Line {
  private static final Logger LOG = LoggerFactory.getLogger(Line.class);
  private static final String MESSAGE = "message";

  private final Redis client;
  private final Consumer<byte[]> heard;
  private final Runnable ended;
  private final AtomicBoolean isOver = new AtomicBoolean();

  /** One that has not begun to listen. */
  Line(Redis client, Consumer<byte[]> heard, Runnable ended) {
    this.client = client;
    this.heard = heard;
    this.ended = ended;
  }

  /**
   * Starts to listen.
   *
   * @param client for this connection alone; closed with it
   * @param listening is run when it has asked to hear the channel
   * @param ended is run once when the connection is lost, or could not be made; not when it was closed
   */
  static Line open(
      Redis client, String channel, Runnable listening, Consumer<byte[]> heard, Runnable ended) {
    Line line = new Line(client, heard, ended);
    client
        .connect()
        .compose(connection -> line.subscribe(connection, channel))
        .onSuccess(subscribed -> listening.run())
        .onFailure(failure -> line.end());
    return line;
  }

  private Future<Void> subscribe(RedisConnection connection, String channel) {
    connection.handler(this::received);
    connection.endHandler(end -> end());
    connection.exceptionHandler(failure -> end());
    return connection.send(Request.cmd(Command.SUBSCRIBE).arg(channel)).mapEmpty();
  }

  /** A message is three: its kind, its channel and itself. A refusal comes the same way, and nothing is heard after it. */
  void received(Response received) {
    if (received.type() == ResponseType.ERROR) {
      end();
    } else if (isMessage(received)) {
      hear(received.get(2).toBytes());
    }
  }

  /** What is thrown here would leave the client in the middle of what it reads, where it may never end. */
  private void hear(byte[] message) {
    try {
      heard.accept(message);
    } catch (RuntimeException bug) {
      LOG.error("What another instance said was not carried out.", Bug.of(bug));
    }
  }

  /** Of what is no list it cannot be asked whether it is one. */
  static boolean isMessage(Response received) {
    boolean isList = received.type() == ResponseType.MULTI || received.type() == ResponseType.PUSH;
    return isList
        && received.isArray()
        && received.size() == 3
        && MESSAGE.equals(received.get(0).toString());
  }

  private void end() {
    if (isOver.compareAndSet(false, true)) {
      var unused = client.close();
      ended.run();
    }
  }

  Future<Void> close() {
    return isOver.compareAndSet(false, true) ? client.close() : Future.succeededFuture();
  }
}
