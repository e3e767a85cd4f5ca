package profilegateway.upstream.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import profilegateway.profile.Deadline;
import profilegateway.profile.Lane;
import profilegateway.profile.Timer;
import profilegateway.testing.FakeTime;
import profilegateway.upstream.ratelimit.permits.QuotaEvents;
import profilegateway.upstream.ratelimit.permits.QuotaLimit;

@ExtendWith(VertxExtension.class)
class RateLimiterThreadsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static Vertx vertx;

  @BeforeAll
  static void open(Vertx opened) {
    vertx = opened;
  }

  @Test
  void whoWaitsComesBackToItsOwnEventLoop() throws Exception {
    FakeFleet fleet = new FakeFleet(new FakeTime());
    RateLimiter quota = RateLimiter.shared(
        new QuotaLimit(15, 1), fleet, () -> 0, Timer.of(vertx), new QuotaEvents() {});
    Context loop = eventLoop();
    CompletableFuture<Boolean> waits = new CompletableFuture<>();
    CompletableFuture<Context> cameBackTo = new CompletableFuture<>();

    loop.runOnContext(go -> {
      Reservation turn = quota.acquire(Lane.VIEWER, Deadline.after(MINUTE, () -> 0));
      turn.future().onSuccess(granted -> cameBackTo.complete(Vertx.currentContext()));
      waits.complete(!turn.future().isComplete());
    });
    assertThat(waits.get(20, TimeUnit.SECONDS)).isTrue();
    fleet.grant(1);

    assertThat(cameBackTo.get(20, TimeUnit.SECONDS)).isSameAs(loop);
  }

  @Test
  void callersOfManyThreadsGetNoMoreThanTheQuota() throws Exception {
    RateLimiter quota =
        RateLimiter.alone(new QuotaLimit(1000, 1), () -> 0, (time, then) -> () -> {});
    AtomicInteger granted = new AtomicInteger();
    List<CompletableFuture<Void>> threads = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      threads.add(CompletableFuture.runAsync(() -> {
        for (int call = 0; call < 500; call++) {
          quota
              .acquire(Lane.OTHER, Deadline.after(MINUTE, () -> 0))
              .future()
              .onSuccess(turn -> granted.incrementAndGet());
        }
      }));
    }
    for (CompletableFuture<Void> thread : threads) {
      thread.get(20, TimeUnit.SECONDS);
    }

    assertThat(granted).hasValue(1000);
    assertThat(quota.state().waiting()).containsEntry(Lane.OTHER, 1000);
  }

  private static Context eventLoop() {
    return ((VertxInternal) vertx).createEventLoopContext();
  }
}
