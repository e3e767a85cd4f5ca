package profilegateway.redis.bus;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import profilegateway.redis.link.RedisClients;
import profilegateway.redis.link.RedisLink;

/**
 * On it the instances talk. It hears itself, too, and knows by that that it hears all: what was said before its own
 * word has been heard. Thread-safe.
 */
final class Bus {
  private static final Logger LOG = LoggerFactory.getLogger(Bus.class);

  /** Each instance says so often that it is there. */
  private static final Duration ALIVE_EVERY = Duration.ofSeconds(1);

  /** Whoever is not heard for so long is not there. */
  static final Duration SILENCE = RedisClients.LONGEST_SILENCE;

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

  /** It is back in good time before anybody would wait for it. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final IntFunction<Redis> clients;
  private final RedisLink link;
  private final Channel channel;
  private final boolean isCluster;
  private final Consumer<Message> heard;
  private final LongSupplier nanoTime;
  private final AtomicInteger losses = new AtomicInteger();
  private final Promise<Void> first = Promise.promise();
  private @Nullable Line line;
  private int attempts;
  private long timer = -1;
  private boolean closed;
  private volatile boolean hearsItself;
  private volatile long lastWord;
  private volatile long firstWord;

  /**
   * @param clients makes one that listens, for the attempt of that number
   * @param link to talk
   * @param isCluster whether each server of Redis knows of its own listeners alone
   * @param heard is told what any instance says, this one too
   */
  Bus(
      Vertx vertx,
      IntFunction<Redis> clients,
      RedisLink link,
      Channel channel,
      boolean isCluster,
      Consumer<Message> heard,
      LongSupplier nanoTime) {
    this.vertx = vertx;
    this.clients = clients;
    this.link = link;
    this.channel = channel;
    this.isCluster = isCluster;
    this.heard = heard;
    this.nanoTime = nanoTime;
  }

  /** Starts to listen and to talk. Done when it heard itself for the first time. */
  Future<Void> open() {
    listen();
    timer = vertx.setPeriodic(ALIVE_EVERY.toMillis(), time -> sayAlive());
    return first.future();
  }

  /** Whether all that is said is heard. */
  boolean hearsOfDrops() {
    return hearsItself && nanoTime.getAsLong() - lastWord <= SILENCE.toNanos();
  }

  /** Counts each time when something may have been said and not heard: when touch was lost, and when it is there again. */
  int losses() {
    return losses.get();
  }

  /**
   * How much longer it takes until it is known who is there. Each instance says so once a second, and whoever has not done so for as
   * long as {@link #SILENCE} does not trust its copies either.
   */
  Duration untilAllAreKnown() {
    long heardFor = hearsItself ? nanoTime.getAsLong() - firstWord : 0;
    return Duration.ofNanos(Math.max(0, SILENCE.toNanos() - heardFor));
  }

  /** Says something to all instances. Done when Redis has it, with how many Redis told; with the largest number where it cannot know. */
  Future<Integer> say(Message message) {
    List<Future<Integer>> said =
        channel.seal(message).stream().map(this::publish).toList();
    return Future.all(said)
        .map(done -> said.stream().mapToInt(Future::result).max().orElseThrow());
  }

  private Future<Integer> publish(byte[] sealed) {
    Request publish = Request.cmd(Command.PUBLISH).arg(channel.name()).arg(sealed);
    return link.send(publish, RedisLink.LIMIT)
        .map(listeners ->
            isCluster ? Integer.MAX_VALUE : Objects.requireNonNull(listeners.toInteger()));
  }

  private void sayAlive() {
    // Whether it was said is heard.
    var unused = say(new Message.Alive(channel.instance()));
  }

  private synchronized void listen() {
    if (!closed) {
      Redis client = clients.apply(attempts++);
      line = Line.open(client, channel.name(), this::sayAlive, this::received, this::lost);
    }
  }

  private void received(byte[] sealed) {
    channel.open(sealed).ifPresent(message -> {
      if (message instanceof Message.Alive && message.instance().equals(channel.instance())) {
        heardItself();
      }
      heard.accept(message);
    });
  }

  private synchronized void heardItself() {
    lastWord = nanoTime.getAsLong();
    if (!hearsItself && !closed) {
      attempts = 0;
      losses.incrementAndGet();
      firstWord = lastWord;
      hearsItself = true;
      first.tryComplete();
    }
  }

  private synchronized void lost() {
    if (hearsItself) {
      hearsItself = false;
      losses.incrementAndGet();
      LOG.warn(
          "This instance does not hear the others: it asks Redis about the copies that it holds");
    }
    if (!closed) {
      long pause = SHORTEST_PAUSE.toMillis() << Math.min(attempts, 10);
      var unused = vertx
          .timer(Math.min(pause, LONGEST_PAUSE.toMillis()), TimeUnit.MILLISECONDS)
          .onSuccess(time -> listen());
    }
  }

  /** Says that it leaves, and hears nothing any more. */
  Future<Void> close() {
    Line open = end();
    return say(new Message.Leaving(channel.instance()))
        .<Void>mapEmpty()
        .otherwiseEmpty()
        .eventually(() -> open == null ? Future.succeededFuture() : open.close());
  }

  private synchronized @Nullable Line end() {
    closed = true;
    hearsItself = false;
    vertx.cancelTimer(timer);
    return line;
  }
}
