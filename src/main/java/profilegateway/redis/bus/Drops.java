package profilegateway.redis.bus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import profilegateway.profile.ProfileReference;
import profilegateway.redis.link.RedisLink;

/** Has every instance drop what it holds, and knows which did. Thread-safe. */
public final class Drops {
  /** Whoever has not confirmed by then is silent, where it is known who is there. */
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final String self;
  private final Bus bus;
  private final Instances instances;
  private final List<Consumer<ProfileReference>> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, Poll> polls = new ConcurrentHashMap<>();
  private final AtomicLong made = new AtomicLong();

  /**
   * @param clients makes one that listens, for the attempt of that number
   * @param isCluster whether each server of Redis knows of its own listeners alone
   */
  public Drops(
      Vertx vertx,
      IntFunction<Redis> clients,
      RedisLink link,
      Channel channel,
      boolean isCluster,
      LongSupplier nanoTime) {
    this.vertx = vertx;
    this.self = channel.instance();
    this.instances = new Instances(self, nanoTime);
    this.bus = new Bus(vertx, clients, link, channel, isCluster, this::heard, nanoTime);
  }

  /** Starts to listen and to talk. Done when this instance heard itself for the first time. */
  public Future<Void> open() {
    return bus.open();
  }

  /** Whether all that is dropped elsewhere is heard of. */
  public boolean hearsOfDrops() {
    return bus.hearsOfDrops();
  }

  /** Counts each time when something may have been dropped and not heard of. */
  public int losses() {
    return bus.losses();
  }

  /** Has {@code listener} told of each reference that must not be used from then on. */
  public void onDrop(Consumer<ProfileReference> listener) {
    listeners.add(listener);
  }

  /** Which instances dropped what they were told to, and which did not say so. */
  public record Confirmed(Set<String> confirmed, Set<String> silent) {}

  /**
   * Has all instances that are there drop {@code references}, this one first. Fails when they cannot be told. An instance that does
   * not hear the others for long enough to know them all waits until it does, unless all confirm whom Redis told.
   */
  public Future<Confirmed> announce(Set<ProfileReference> references) {
    tell(references);
    String purge = self + ' ' + made.incrementAndGet();
    Duration untilAllAreKnown = bus.untilAllAreKnown();
    Poll poll = new Poll(instances.all(), untilAllAreKnown.isZero());
    polls.put(purge, poll);
    return bus.say(new Message.Drop(self, purge, references))
        .onSuccess(poll::toldTo)
        .compose(said ->
            bus.hearsOfDrops() ? within(poll, untilAllAreKnown) : Future.<Void>succeededFuture())
        .map(over -> poll.result())
        .onComplete(over -> polls.remove(purge));
  }

  /** Done when all have confirmed, or time is up; on the event loop of whoever waits. */
  private Future<Void> within(Poll poll, Duration untilAllAreKnown) {
    Context context = vertx.getOrCreateContext();
    Promise<Void> here = Promise.promise();
    long known = RedisLink.millis(untilAllAreKnown);
    long knowing = vertx.setTimer(known, time -> poll.allAreKnown());
    long ending = vertx.setTimer(Math.max(LIMIT.toMillis(), known), time -> poll.end());
    poll.over().onComplete(over -> {
      vertx.cancelTimer(knowing);
      vertx.cancelTimer(ending);
      context.runOnContext(there -> here.complete());
    });
    return here.future();
  }

  /** Says that this instance leaves, and hears nothing any more. */
  public Future<Void> close() {
    return bus.close();
  }

  private void heard(Message message) {
    instances.heard(message);
    if (message instanceof Message.Alive) {
      polls.values().forEach(poll -> poll.heard(message.instance()));
    } else if (message instanceof Message.Drop drop) {
      dropped(drop);
    } else if (message instanceof Message.Dropped dropped) {
      confirmed(dropped.purge(), dropped.instance());
    }
  }

  private void confirmed(String purge, String instance) {
    Poll poll = polls.get(purge);
    if (poll != null) {
      poll.confirm(instance);
    }
  }

  private void dropped(Message.Drop drop) {
    if (drop.instance().equals(self)) {
      // It was told before the others. That it hears itself says that it hears them, too.
      confirmed(drop.purge(), self);
      return;
    }
    tell(drop.references());
    if (!drop.purge().isEmpty()) {
      // Whether it was said is heard by whoever waits for it.
      var unused = bus.say(new Message.Dropped(self, drop.purge()));
    }
  }

  private void tell(Set<ProfileReference> references) {
    references.forEach(reference -> listeners.forEach(listener -> listener.accept(reference)));
  }
}
