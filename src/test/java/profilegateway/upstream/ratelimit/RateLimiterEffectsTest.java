package profilegateway.upstream.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import profilegateway.profile.Lane;
import profilegateway.testing.FakeTime;
import profilegateway.upstream.ratelimit.permits.Cooldown;
import profilegateway.upstream.ratelimit.permits.FleetQuota.Share;
import profilegateway.upstream.ratelimit.permits.Permits;
import profilegateway.upstream.ratelimit.permits.QuotaLimit;

/** How effects are performed. */
class RateLimiterEffectsTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final FakeTime time = new FakeTime();

  @Test
  void aReservationThatIsGrantedAtOnceNeedsNoTimer() {
    RateLimiter limiter = RateLimiter.alone(new QuotaLimit(1, 1), time::nanoTime, time);

    assertThat(Outcome.of(limiter.acquire(Lane.VIEWER, time.deadline(HOUR)))).isEqualTo("granted");

    assertThat(time.alarms()).isZero();
  }

  @Test
  void aReservationThatIsCancelledLeavesNoTimer() {
    RateLimiter limiter = RateLimiter.alone(new QuotaLimit(1, 1), time::nanoTime, time);
    var unused = limiter.acquire(Lane.VIEWER, time.deadline(HOUR));
    Reservation second = limiter.acquire(Lane.VIEWER, time.deadline(HOUR));
    assertThat(time.alarms()).isEqualTo(2);

    second.cancel();

    assertThat(Outcome.of(second)).isEqualTo("left");
    assertThat(time.alarms()).isEqualTo(1);
  }

  @Test
  void aRequestThatComesSoonerLeavesNoTimer() {
    RateLimiter limiter = RateLimiter.alone(new QuotaLimit(1, 1), time::nanoTime, time);
    Reservation first = limiter.acquire(Lane.VIEWER, time.deadline(HOUR));
    Reservation second = limiter.acquire(Lane.VIEWER, time.deadline(HOUR));
    assertThat(time.alarms()).isEqualTo(2);

    first.giveBack();

    assertThat(Outcome.of(second)).isEqualTo("granted");
    assertThat(time.alarms()).isZero();
  }

  @Test
  void thousandsThatReturnTheirPermitsAndReserveAgainDoNotOverflowTheStack() {
    RateLimiter limiter = RateLimiter.alone(new QuotaLimit(9_000, 1), time::nanoTime, time);
    limiter.coolDown(SECOND);
    List<Reservation> again = new ArrayList<>();
    List<Reservation> queued = Stream.generate(
            () -> limiter.acquire(Lane.VIEWER, time.deadline(HOUR)))
        .limit(4_000)
        .toList();
    queued.forEach(reservation -> reservation.future().onSuccess(permit -> {
      reservation.giveBack();
      again.add(reservation.again());
    }));

    time.pass(SECOND.plus(Recovery.SETTLING));

    assertThat(queued).allMatch(reservation -> Outcome.of(reservation).equals("granted"));
    assertThat(again).hasSize(4_000);
    assertThat(again).allMatch(reservation -> Outcome.of(reservation).equals("granted"));
  }

  @Test
  void aSourceThatFailsIsTriedAgainAfterASecond() {
    Future<Permits.Taken> failure = Future.failedFuture("broken");
    EffectPerformer performer =
        new EffectPerformer(new OneAnswer(failure), new Cooldown(time::nanoTime), time);
    PermitRequest request = new PermitRequest(1, Share.WHOLE);

    assertThat(performer.perform(new RateLimiterEffect.RequestPermits(request), later -> {}))
        .isEqualTo(new RateLimiterEvent.PermitsAnswered(request, Permits.Taken.none(SECOND)));
  }

  /** A source with one answer. */
  private record OneAnswer(Future<Taken> answer) implements Permits {
    @Override
    public Future<Taken> take(int wanted, Share share) {
      return answer;
    }

    @Override
    public RateEstimate estimate() {
      throw new AssertionError("only the rate limiter estimates");
    }

    @Override
    public OptionalInt left() {
      return OptionalInt.empty();
    }
  }
}
