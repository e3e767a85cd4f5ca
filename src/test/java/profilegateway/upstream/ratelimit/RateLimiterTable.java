package profilegateway.upstream.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import profilegateway.profile.Deadline;
import profilegateway.profile.Lane;
import profilegateway.upstream.ratelimit.RateLimiterState.Denial;
import profilegateway.upstream.ratelimit.RateLimiterState.Dispatch;
import profilegateway.upstream.ratelimit.permits.FleetQuota.Share;
import profilegateway.upstream.ratelimit.permits.Permit;
import profilegateway.upstream.ratelimit.permits.Permits.RateEstimate;
import profilegateway.upstream.ratelimit.permits.Permits.Taken;

/** States, moments and rows for tests of {@link RateLimiterReducer}. Everything happens at {@link #NOW}, with 15 permits per second. */
final class RateLimiterTable {
  static final long NOW = 1_000_000_000_000L;
  static final Duration SECOND = Duration.ofSeconds(1);
  static final Permit PERMIT = Taken.none(Duration.ZERO).each();
  static final Dispatch IDLE = new Dispatch.Idle();
  static final Dispatch REQUESTING = new Dispatch.Requesting();
  static final Dispatch GRANTING = new Dispatch.Granting(null);
  static final Moment MOMENT = during(Duration.ofMinutes(-1));

  private static final Owner OWNER = new Owner();

  private RateLimiterTable() {}

  /**
   * One row; to be checked once, because a state is mutable.
   *
   * @param dispatch expected after the step
   * @param queued reservations that are expected to be queued after the step
   */
  record Row(
      String name,
      RateLimiterState state,
      RateLimiterEvent event,
      Moment moment,
      Dispatch dispatch,
      List<QueuedReservation> queued,
      List<RateLimiterEffect> effects) {

    void check() {
      assertThat(RateLimiterReducer.next(state, event, moment)).isEqualTo(effects);
      assertThat(state.dispatch()).isEqualTo(dispatch);
      assertThat(state.queue().removeAll(any -> true)).isEqualTo(queued);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A row without cooldown. */
  static Row row(
      String name,
      RateLimiterState state,
      RateLimiterEvent event,
      Dispatch dispatch,
      List<QueuedReservation> queued,
      RateLimiterEffect... effects) {
    return new Row(name, state, event, MOMENT, dispatch, queued, List.of(effects));
  }

  static Row rowAt(
      Moment moment,
      String name,
      RateLimiterState state,
      RateLimiterEvent event,
      Dispatch dispatch,
      List<QueuedReservation> queued,
      RateLimiterEffect... effects) {
    return new Row(name, state, event, moment, dispatch, queued, List.of(effects));
  }

  /** A state after timer 1 was set. */
  static RateLimiterState state(Dispatch dispatch, QueuedReservation... queued) {
    return state(dispatch, List.of(queued));
  }

  static RateLimiterState state(Dispatch dispatch, List<QueuedReservation> queued) {
    RateLimiterState state = new RateLimiterState(MOMENT.cooldownEnd());
    assertThat(state.nextTimer()).isEqualTo(1);
    state.dispatch(dispatch);
    queued.forEach(state.queue()::add);
    return state;
  }

  /** {@code state} after the trial call of the cooldown that ended at {@code moment} was granted a moment ago. */
  static RateLimiterState tried(RateLimiterState state, Moment moment) {
    state.recovery(Recovery.from(moment.cooldownEnd()).granted(NOW));
    return state;
  }

  /** A cooldown ends {@code left} from now; it has ended if that is negative. */
  static Moment during(Duration left) {
    return new Moment(NOW, new RateEstimate(Duration.ZERO, 15, false), NOW + left.toNanos());
  }

  static Dispatch waiting(long timer, Share denied) {
    return new Dispatch.Waiting(timer, denied);
  }

  static Dispatch granting(Share denied, long askAgainMillis) {
    return new Dispatch.Granting(new Denial(denied, millis(askAgainMillis)));
  }

  static QueuedReservation viewer(long number, Duration left) {
    return reservation(Lane.VIEWER, number, Duration.ZERO, left);
  }

  static QueuedReservation refresh(long number) {
    return reservation(Lane.BACKGROUND, number, Duration.ZERO, Duration.ofDays(1));
  }

  /** A reservation that has waited for {@code waited}; its clock must not be read. */
  static QueuedReservation reservation(Lane lane, long number, Duration waited, Duration left) {
    Deadline deadline = Deadline.after(left, NOW, () -> {
      throw new AssertionError("the reducer must not read a clock");
    });
    return new QueuedReservation(OWNER, new Ticket(lane, number, NOW - waited.toNanos()), deadline);
  }

  static PermitRequest whole(int permits) {
    return new PermitRequest(permits, Share.WHOLE);
  }

  static PermitRequest withoutReserve(int permits) {
    return new PermitRequest(permits, Share.WITHOUT_RESERVE);
  }

  /** So many permits; more may be available after 100 ms. */
  static RateLimiterEvent answered(PermitRequest request, int permits) {
    return new RateLimiterEvent.PermitsAnswered(
        request, new Taken(permits, PERMIT, millis(100), Duration.ZERO));
  }

  static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }

  /** An owner that must not be called: the reducer only passes reservations on. */
  private static final class Owner implements QueuedReservation.Owner {
    @Override
    public void cancelled(QueuedReservation reservation) {
      throw new AssertionError("the reducer must not cancel a reservation");
    }

    @Override
    public void deadlineReached(QueuedReservation reservation) {
      throw new AssertionError("the reducer must not watch a deadline");
    }

    @Override
    public void unused(Permit permit) {
      throw new AssertionError("the reducer must not return a permit");
    }

    @Override
    public Reservation enqueue(Ticket ticket, Deadline deadline) {
      throw new AssertionError("the reducer must not queue a reservation again");
    }
  }
}
