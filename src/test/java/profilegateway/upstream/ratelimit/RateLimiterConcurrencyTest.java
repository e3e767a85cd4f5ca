package profilegateway.upstream.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;
import profilegateway.profile.Deadline;
import profilegateway.profile.Lane;
import profilegateway.profile.Timer;
import profilegateway.testing.Patience;
import profilegateway.upstream.ratelimit.permits.FleetQuota;
import profilegateway.upstream.ratelimit.permits.QuotaEvents;
import profilegateway.upstream.ratelimit.permits.QuotaLimit;

/** Event loops that reserve, cancel and return permits at the same time, while the fleet answers on any of them. */
@ExtendWith(VertxExtension.class)
class RateLimiterConcurrencyTest {
  private static final int LOOPS = 4;
  private static final int CALLS = 500;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final CountDownLatch open = new CountDownLatch(LOOPS * CALLS);
  private final AtomicInteger used = new AtomicInteger();
  private final AtomicInteger grants = new AtomicInteger();
  private final AtomicInteger cancelled = new AtomicInteger();

  @RepeatedTest(3)
  void eachReservationIsDecidedOnceAndNoPermitIsLost(Vertx vertx) throws Exception {
    List<Context> loops = Stream.generate(() -> ((VertxInternal) vertx).createEventLoopContext())
        .map(Context.class::cast)
        .limit(LOOPS)
        .toList();
    BusyFleet fleet = new BusyFleet(loops);
    // Time stands still, so that no permit expires; only timers run.
    RateLimiter limiter = RateLimiter.shared(
        new QuotaLimit(100_000, 1), fleet, () -> 0, timer(vertx), new QuotaEvents() {});

    for (int call = 0; call < CALLS; call++) {
      int number = call;
      loops.forEach(loop -> loop.runOnContext(go -> reserve(limiter, number, loops)));
    }

    assertThat(open.await(60, TimeUnit.SECONDS)).as("all are decided").isTrue();
    QuotaState state = limiter.state();
    assertThat(state.waiting().values()).containsOnly(0);
    assertThat(state.refused()).isZero();
    assertThat(state.granted()).containsEntry(Lane.OTHER, (long) grants.get());
    assertThat(cancelled.get()).isLessThanOrEqualTo(LOOPS * CALLS / 5);
    // The last request may be under way.
    Patience.until(() -> fleet.unreturned() == used.get());
  }

  /** One in five is cancelled by another event loop; of three that are granted one is returned, and one is returned and reserved again. */
  private void reserve(RateLimiter limiter, int number, List<Context> loops) {
    Reservation reservation = limiter.acquire(Lane.OTHER, Deadline.after(MINUTE, () -> 0));
    reservation.future().onComplete(done -> {
      if (done.failed()) {
        cancelled.incrementAndGet();
        open.countDown();
        return;
      }
      grants.incrementAndGet();
      if (number % 3 == 0) {
        used.incrementAndGet();
        open.countDown();
      } else {
        reservation.giveBack();
        if (number % 3 == 1) {
          open.countDown();
        } else {
          use(reservation.again());
        }
      }
    });
    if (number % 5 == 0) {
      loops.get(number % LOOPS).runOnContext(go -> reservation.cancel());
    }
  }

  private void use(Reservation reservation) {
    reservation.future().onSuccess(permit -> {
      grants.incrementAndGet();
      used.incrementAndGet();
      open.countDown();
    });
  }

  /** A timer without the limit on the time of answers: a machine may stand still for longer. */
  private static Timer timer(Vertx vertx) {
    Timer timer = Timer.of(vertx);
    return (time, then) -> time.equals(FleetQuota.LIMIT) ? () -> {} : timer.after(time, then);
  }

  /** A fleet that grants all permits, and now and then some or none; it answers at once or on any event loop. */
  private static final class BusyFleet implements FleetQuota {
    private final List<Context> loops;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger granted = new AtomicInteger();
    private final AtomicInteger returned = new AtomicInteger();

    BusyFleet(List<Context> loops) {
      this.loops = loops;
    }

    int unreturned() {
      return granted.get() - returned.get();
    }

    @Override
    public Future<Grant> take(int wanted, int alone, Share share) {
      int request = requests.incrementAndGet();
      int permits = Math.min(wanted, request % 16);
      granted.addAndGet(permits);
      Duration askAgain = permits == wanted ? Duration.ZERO : Duration.ofMillis(1);
      return answer(request, new Grant(permits, request, askAgain, Duration.ZERO, 0));
    }

    @Override
    public Future<Void> giveBack(int permits, Grant from) {
      returned.addAndGet(permits);
      return answer(requests.incrementAndGet(), permits).mapEmpty();
    }

    private <T> Future<T> answer(int request, T value) {
      if (request % 5 == 0) {
        return Future.succeededFuture(value);
      }
      Promise<T> answer = Promise.promise();
      loops.get(request % LOOPS).runOnContext(go -> answer.complete(value));
      return answer.future();
    }

    @Override
    public Future<Void> coolDown(Duration pause) {
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> slowDown(Duration time) {
      return Future.succeededFuture();
    }
  }
}
