package profilegateway.upstream.ratelimit;

import static profilegateway.upstream.ratelimit.RateLimiterTable.GRANTING;
import static profilegateway.upstream.ratelimit.RateLimiterTable.IDLE;
import static profilegateway.upstream.ratelimit.RateLimiterTable.MOMENT;
import static profilegateway.upstream.ratelimit.RateLimiterTable.NOW;
import static profilegateway.upstream.ratelimit.RateLimiterTable.REQUESTING;
import static profilegateway.upstream.ratelimit.RateLimiterTable.during;
import static profilegateway.upstream.ratelimit.RateLimiterTable.granting;
import static profilegateway.upstream.ratelimit.RateLimiterTable.millis;
import static profilegateway.upstream.ratelimit.RateLimiterTable.refresh;
import static profilegateway.upstream.ratelimit.RateLimiterTable.reservation;
import static profilegateway.upstream.ratelimit.RateLimiterTable.row;
import static profilegateway.upstream.ratelimit.RateLimiterTable.rowAt;
import static profilegateway.upstream.ratelimit.RateLimiterTable.state;
import static profilegateway.upstream.ratelimit.RateLimiterTable.tried;
import static profilegateway.upstream.ratelimit.RateLimiterTable.viewer;
import static profilegateway.upstream.ratelimit.RateLimiterTable.waiting;
import static profilegateway.upstream.ratelimit.RateLimiterTable.whole;
import static profilegateway.upstream.ratelimit.RateLimiterTable.withoutReserve;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import profilegateway.profile.Lane;
import profilegateway.upstream.ratelimit.RateLimiterEffect.CancelTimer;
import profilegateway.upstream.ratelimit.RateLimiterEffect.RequestPermits;
import profilegateway.upstream.ratelimit.RateLimiterEffect.SetTimer;
import profilegateway.upstream.ratelimit.RateLimiterEffect.WatchDeadline;
import profilegateway.upstream.ratelimit.RateLimiterEvent.GrantingEnded;
import profilegateway.upstream.ratelimit.RateLimiterEvent.PermitReturned;
import profilegateway.upstream.ratelimit.RateLimiterEvent.ReservationRequested;
import profilegateway.upstream.ratelimit.RateLimiterEvent.TimerFired;
import profilegateway.upstream.ratelimit.RateLimiterTable.Row;
import profilegateway.upstream.ratelimit.permits.FleetQuota.Share;
import profilegateway.upstream.ratelimit.permits.Permits.RateEstimate;

/** The rows about when permits are requested. */
class PermitDispatcherTest {
  private static final Duration PATIENCE = Duration.ofSeconds(6);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final QueuedReservation VIEWER = viewer(1, PATIENCE);
  private static final QueuedReservation OTHER_VIEWER = viewer(2, PATIENCE);
  private static final QueuedReservation REFRESH = refresh(3);
  private static final Moment AFTER_COOLDOWN = during(Duration.ZERO);

  @ParameterizedTest
  @MethodSource("rows")
  void decidesWhenPermitsAreRequested(Row row) {
    row.check();
  }

  static Stream<Row> rows() {
    return Stream.of(requesting(), granted(), waking()).flatMap(each -> each);
  }

  private static Stream<Row> requesting() {
    return Stream.of(
        row(
            "a reservation is requested while idle: a permit is requested",
            state(IDLE),
            new ReservationRequested(VIEWER),
            REQUESTING,
            List.of(VIEWER),
            new RequestPermits(whole(1)),
            new WatchDeadline(VIEWER)),
        row(
            "a refresh is requested while idle: it leaves the reserve",
            state(IDLE),
            new ReservationRequested(REFRESH),
            REQUESTING,
            List.of(REFRESH),
            new RequestPermits(withoutReserve(1)),
            new WatchDeadline(REFRESH)),
        row(
            "a reservation is requested while a request is under way: it is queued",
            state(REQUESTING, VIEWER),
            new ReservationRequested(OTHER_VIEWER),
            REQUESTING,
            List.of(VIEWER, OTHER_VIEWER),
            new WatchDeadline(OTHER_VIEWER)),
        row(
            "a reservation is requested while permits are granted: it is queued",
            state(GRANTING),
            new ReservationRequested(VIEWER),
            GRANTING,
            List.of(VIEWER),
            new WatchDeadline(VIEWER)),
        row(
            "a reservation is requested while permits are denied: it is queued",
            state(waiting(1, Share.WHOLE), VIEWER),
            new ReservationRequested(OTHER_VIEWER),
            waiting(1, Share.WHOLE),
            List.of(VIEWER, OTHER_VIEWER),
            new WatchDeadline(OTHER_VIEWER)),
        row(
            "a lookup is requested while only refreshes are denied: the whole share is requested",
            state(waiting(1, Share.WITHOUT_RESERVE), REFRESH),
            new ReservationRequested(VIEWER),
            REQUESTING,
            List.of(VIEWER, REFRESH),
            new CancelTimer(1),
            new RequestPermits(whole(1)),
            new WatchDeadline(VIEWER)),
        row(
            "a refresh is requested while refreshes are denied: it is queued",
            state(waiting(1, Share.WITHOUT_RESERVE)),
            new ReservationRequested(REFRESH),
            waiting(1, Share.WITHOUT_RESERVE),
            List.of(REFRESH),
            new WatchDeadline(REFRESH)),
        rowAt(
            during(PAUSE),
            "a reservation is requested during a cooldown: it waits for the end",
            state(IDLE),
            new ReservationRequested(VIEWER),
            waiting(2, Share.WHOLE),
            List.of(VIEWER),
            new SetTimer(2, PAUSE),
            new WatchDeadline(VIEWER)),
        rowAt(
            during(PAUSE),
            "a lookup is requested during a cooldown while refreshes are denied: the timer is replaced",
            state(waiting(1, Share.WITHOUT_RESERVE), REFRESH),
            new ReservationRequested(VIEWER),
            waiting(2, Share.WHOLE),
            List.of(VIEWER, REFRESH),
            new SetTimer(2, PAUSE),
            new WatchDeadline(VIEWER)));
  }

  private static Stream<Row> granted() {
    QueuedReservation waited =
        reservation(Lane.OTHER, 1, Duration.ofMillis(1400), Duration.ofMinutes(1));
    List<QueuedReservation> four =
        List.of(VIEWER, OTHER_VIEWER, viewer(4, PATIENCE), viewer(5, PATIENCE));
    Moment shared =
        new Moment(NOW, new RateEstimate(Duration.ZERO, 15, true), MOMENT.cooldownEnd());
    return Stream.of(
        row(
            "all permits were granted: those for the next three are requested",
            state(GRANTING, four),
            new GrantingEnded(),
            REQUESTING,
            four,
            new RequestPermits(whole(3))),
        row(
            "all permits were granted, and the queue is empty: nothing happens",
            state(GRANTING),
            new GrantingEnded(),
            IDLE,
            List.of()),
        row(
            "permits were denied: the next request waits for the timer",
            state(granting(Share.WHOLE, 100), VIEWER),
            new GrantingEnded(),
            waiting(2, Share.WHOLE),
            List.of(VIEWER),
            new SetTimer(2, millis(100))),
        rowAt(
            shared,
            "permits of the fleet were denied: lookups of other instances that waited longer go first",
            state(granting(Share.WHOLE, 100), waited),
            new GrantingEnded(),
            waiting(2, Share.WHOLE),
            List.of(waited),
            new SetTimer(2, Duration.ofNanos(102_500_000))),
        row(
            "permits were denied for no time: the next request comes after a millisecond",
            state(granting(Share.WHOLE, 0), VIEWER),
            new GrantingEnded(),
            waiting(2, Share.WHOLE),
            List.of(VIEWER),
            new SetTimer(2, millis(1))),
        row(
            "refreshes were denied, and a lookup is queued: the whole share is requested",
            state(granting(Share.WITHOUT_RESERVE, 100), REFRESH, VIEWER),
            new GrantingEnded(),
            REQUESTING,
            List.of(VIEWER, REFRESH),
            new SetTimer(2, millis(100)),
            new CancelTimer(2),
            new RequestPermits(whole(1))),
        rowAt(
            during(PAUSE),
            "granting ends during a cooldown: the next request waits for its end",
            state(GRANTING, VIEWER),
            new GrantingEnded(),
            waiting(2, Share.WHOLE),
            List.of(VIEWER),
            new SetTimer(2, PAUSE)),
        rowAt(
            AFTER_COOLDOWN,
            "the trial call was granted: the others follow later",
            tried(state(GRANTING, VIEWER), AFTER_COOLDOWN),
            new GrantingEnded(),
            waiting(2, Share.WHOLE),
            List.of(VIEWER),
            new SetTimer(2, Recovery.SETTLING)));
  }

  private static Stream<Row> waking() {
    return Stream.of(
        row(
            "the timer fires: permits are requested",
            state(waiting(1, Share.WHOLE), VIEWER),
            new TimerFired(1),
            REQUESTING,
            List.of(VIEWER),
            new RequestPermits(whole(1))),
        row(
            "the timer fires when the queue is empty: nothing happens",
            state(waiting(1, Share.WHOLE)),
            new TimerFired(1),
            IDLE,
            List.of()),
        row(
            "a timer fires that was replaced: nothing happens",
            state(waiting(2, Share.WHOLE), VIEWER),
            new TimerFired(1),
            waiting(2, Share.WHOLE),
            List.of(VIEWER)),
        row(
            "a timer fires that was cancelled: nothing happens",
            state(REQUESTING, VIEWER),
            new TimerFired(1),
            REQUESTING,
            List.of(VIEWER)),
        rowAt(
            AFTER_COOLDOWN,
            "the cooldown ends: a permit for the trial call is requested",
            state(waiting(1, Share.WHOLE), VIEWER, OTHER_VIEWER),
            new TimerFired(1),
            REQUESTING,
            List.of(VIEWER, OTHER_VIEWER),
            new RequestPermits(whole(1))),
        row(
            "an unused permit is returned while permits are denied: they are requested",
            state(waiting(1, Share.WHOLE), VIEWER),
            new PermitReturned(),
            REQUESTING,
            List.of(VIEWER),
            new CancelTimer(1),
            new RequestPermits(whole(1))),
        row(
            "an unused permit is returned when the queue is empty: the wait ends",
            state(waiting(1, Share.WHOLE)),
            new PermitReturned(),
            IDLE,
            List.of(),
            new CancelTimer(1)),
        row(
            "an unused permit is returned while a request is under way: nothing happens",
            state(REQUESTING, VIEWER),
            new PermitReturned(),
            REQUESTING,
            List.of(VIEWER)));
  }
}
