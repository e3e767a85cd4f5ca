package profilegateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.cache.People.ATTRIBUTES;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import profilegateway.cache.copies.Exposure;
import profilegateway.cache.fetch.CacheEvents;
import profilegateway.config.CallsMode;
import profilegateway.profile.Cancellation;
import profilegateway.profile.Deadline;
import profilegateway.profile.Lane;
import profilegateway.profile.Ledger;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.ProfileSource;
import profilegateway.profile.ReadContext;
import profilegateway.profile.Wanted;

/** Lookups on several event loops that need the same profile. */
@ExtendWith(VertxExtension.class)
class EventLoopsTest {
  private static final int LOOPS = 4;
  private static final int LOOKUPS = 100;
  private static final int ROUNDS = 50;
  private static final Duration LONG = Duration.ofSeconds(60);

  private final Upstream upstream = new Upstream();
  private final Queue<String> answers = new ConcurrentLinkedQueue<>();
  private final AtomicInteger onOtherLoops = new AtomicInteger();

  @Test
  void lookupsShareOneFetchAndAreAnsweredOnTheirOwnEventLoop(Vertx vertx) throws Exception {
    CachedSource cache = open(vertx);
    List<Context> loops = loops(vertx);
    Mpid mpid = new Mpid(1);
    CountDownLatch requested = new CountDownLatch(LOOPS);
    CountDownLatch answered = new CountDownLatch(LOOPS * LOOKUPS);

    loops.forEach(loop -> loop.runOnContext(go -> {
      for (int i = 0; i < LOOKUPS; i++) {
        read(cache, mpid, new Cancellation(), loop, answered);
      }
      requested.countDown();
    }));
    await(requested);
    assertThat(upstream.calls).hasValue(1);
    upstream.answer(mpid);
    await(answered);

    assertThat(answers).hasSize(LOOPS * LOOKUPS).containsOnly("1 use:1/UPSTREAM");
    assertThat(onOtherLoops).hasValue(0);
    assertThat(cache.isIdle()).isTrue();
  }

  @Test
  void everyLookupIsAnsweredOnceWhileOthersLeave(Vertx vertx) throws Exception {
    CachedSource cache = open(vertx);
    List<Context> loops = loops(vertx);
    for (int round = 1; round <= ROUNDS; round++) {
      Mpid mpid = new Mpid(round);
      CountDownLatch answered = new CountDownLatch(LOOPS * LOOKUPS);
      loops.forEach(loop -> loop.runOnContext(go -> {
        for (int i = 0; i < LOOKUPS; i++) {
          Cancellation cancellation = new Cancellation();
          read(cache, mpid, cancellation, loop, answered);
          if (i % 2 == 0) {
            loop.runOnContext(later -> cancellation.cancel());
          }
          if (i == LOOKUPS / 2) {
            upstream.answer(mpid);
          }
        }
      }));
      await(answered);
    }

    assertThat(answers).hasSize(ROUNDS * LOOPS * LOOKUPS);
    assertThat(onOtherLoops).hasValue(0);
    assertThat(cache.isIdle()).isTrue();
  }

  private void read(
      CachedSource cache,
      Mpid mpid,
      Cancellation cancellation,
      Context loop,
      CountDownLatch answered) {
    ReadContext context =
        new ReadContext(Deadline.after(LONG, System::nanoTime), new Ledger(), cancellation);
    cache.read(List.of(new Wanted(mpid, ATTRIBUTES, Lane.OTHER)), context).onComplete(answer -> {
      if (Objects.requireNonNull(Vertx.currentContext()) != loop) {
        onOtherLoops.incrementAndGet();
      }
      answers.add(People.read(answer.result().get(0)));
      answered.countDown();
    });
  }

  private CachedSource open(Vertx vertx) {
    return CachedSource.open(
        vertx,
        Rig.DEFAULT,
        new Exposure(Rig.DEFAULT.exposed(), List.of()),
        upstream,
        null,
        () -> CallsMode.ON,
        InstantSource.system(),
        System::nanoTime,
        new CacheEvents() {});
  }

  private static List<Context> loops(Vertx vertx) {
    return Stream.generate(() -> (Context) ((VertxInternal) vertx).createEventLoopContext())
        .limit(LOOPS)
        .toList();
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(60, TimeUnit.SECONDS)).as("in time").isTrue();
  }

  /** Holds calls until they are answered, and answers each on the event loop that made it. */
  private static final class Upstream implements ProfileSource {
    private final AtomicInteger calls = new AtomicInteger();
    private final List<Call> open = new ArrayList<>();

    private record Call(Wanted wanted, Context loop, Promise<List<Lookup>> promise) {}

    @Override
    public Future<List<Lookup>> read(List<Wanted> wanted, ReadContext context) {
      calls.incrementAndGet();
      context.ledger().called(Lane.OTHER, ATTRIBUTES);
      Call call = new Call(
          wanted.get(0), Objects.requireNonNull(Vertx.currentContext()), Promise.promise());
      synchronized (open) {
        open.add(call);
      }
      return call.promise().future();
    }

    void answer(Mpid mpid) {
      List<Call> answered;
      synchronized (open) {
        answered =
            open.stream().filter(call -> call.wanted().reference().equals(mpid)).toList();
        open.removeAll(answered);
      }
      answered.forEach(call -> call.loop()
          .runOnContext(go -> call.promise().complete(List.of(People.found(mpid, ATTRIBUTES, 1)))));
    }
  }
}
