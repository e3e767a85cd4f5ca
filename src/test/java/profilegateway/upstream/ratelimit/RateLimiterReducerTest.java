package profilegateway.upstream.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.upstream.ratelimit.RateLimiterTable.GRANTING;
import static profilegateway.upstream.ratelimit.RateLimiterTable.IDLE;
import static profilegateway.upstream.ratelimit.RateLimiterTable.MOMENT;
import static profilegateway.upstream.ratelimit.RateLimiterTable.NOW;
import static profilegateway.upstream.ratelimit.RateLimiterTable.PERMIT;
import static profilegateway.upstream.ratelimit.RateLimiterTable.REQUESTING;
import static profilegateway.upstream.ratelimit.RateLimiterTable.SECOND;
import static profilegateway.upstream.ratelimit.RateLimiterTable.answered;
import static profilegateway.upstream.ratelimit.RateLimiterTable.during;
import static profilegateway.upstream.ratelimit.RateLimiterTable.granting;
import static profilegateway.upstream.ratelimit.RateLimiterTable.refresh;
import static profilegateway.upstream.ratelimit.RateLimiterTable.row;
import static profilegateway.upstream.ratelimit.RateLimiterTable.rowAt;
import static profilegateway.upstream.ratelimit.RateLimiterTable.state;
import static profilegateway.upstream.ratelimit.RateLimiterTable.tried;
import static profilegateway.upstream.ratelimit.RateLimiterTable.viewer;
import static profilegateway.upstream.ratelimit.RateLimiterTable.whole;
import static profilegateway.upstream.ratelimit.RateLimiterTable.withoutReserve;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import profilegateway.profile.Lane;
import profilegateway.upstream.ratelimit.RateLimiterEffect.CancelReservation;
import profilegateway.upstream.ratelimit.RateLimiterEffect.EndGranting;
import profilegateway.upstream.ratelimit.RateLimiterEffect.GrantReservation;
import profilegateway.upstream.ratelimit.RateLimiterEffect.RefuseReservation;
import profilegateway.upstream.ratelimit.RateLimiterEffect.ReturnPermits;
import profilegateway.upstream.ratelimit.RateLimiterEffect.WatchDeadline;
import profilegateway.upstream.ratelimit.RateLimiterEvent.CooldownStarted;
import profilegateway.upstream.ratelimit.RateLimiterEvent.DeadlineReached;
import profilegateway.upstream.ratelimit.RateLimiterEvent.ReservationCancelled;
import profilegateway.upstream.ratelimit.RateLimiterEvent.ReservationRequested;
import profilegateway.upstream.ratelimit.RateLimiterTable.Row;
import profilegateway.upstream.ratelimit.permits.FleetQuota.Share;
import profilegateway.upstream.ratelimit.permits.Permits;

/** What becomes of reservations. {@link PermitDispatcherTest} has the rows about when permits are requested. */
class RateLimiterReducerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(6);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration DAY = Duration.ofDays(1);

  /** Time in which 15 permits per second come to one. */
  private static final Duration ONE_PERMIT = Duration.ofNanos(66_666_666);

  @ParameterizedTest
  @MethodSource({"refusing", "answering", "recovering", "deciding"})
  void decidesWhatHappensNext(Row row) {
    row.check();
  }

  static Stream<Row> refusing() {
    QueuedReservation late = viewer(1, Duration.ZERO);
    QueuedReservation impatient = viewer(10_001, SECOND);
    QueuedReservation patient = viewer(10_001, DAY);
    List<QueuedReservation> crowd = viewers(31, DAY);
    List<QueuedReservation> full = viewers(Permits.MOST, DAY);
    return Stream.of(
        row(
            "the deadline has passed: the reservation is refused",
            state(IDLE),
            new ReservationRequested(late),
            IDLE,
            List.of(),
            new RefuseReservation(late, ONE_PERMIT)),
        rowAt(
            during(SECOND),
            "the deadline comes with the end of the cooldown: the reservation is refused",
            state(IDLE),
            new ReservationRequested(impatient),
            IDLE,
            List.of(),
            new RefuseReservation(impatient, SECOND)),
        row(
            "the permits of two seconds go to others first: the reservation is refused",
            state(REQUESTING, crowd),
            new ReservationRequested(impatient),
            REQUESTING,
            crowd,
            new RefuseReservation(impatient, Duration.ofNanos(2_133_333_333))),
        row(
            "the queue is full: the reservation is refused",
            state(REQUESTING, full),
            new ReservationRequested(patient),
            REQUESTING,
            full,
            new RefuseReservation(patient, Duration.ofMinutes(1))));
  }

  static Stream<Row> answering() {
    QueuedReservation first = viewer(1, PATIENCE);
    QueuedReservation second = viewer(2, PATIENCE);
    QueuedReservation late = viewer(1, Duration.ZERO);
    QueuedReservation impatient = viewer(3, SECOND);
    QueuedReservation refresh = refresh(4);
    return Stream.of(
        row(
            "all permits come: they are granted in order",
            state(REQUESTING, second, first),
            answered(whole(2), 2),
            GRANTING,
            List.of(),
            new GrantReservation(first, PERMIT),
            new GrantReservation(second, PERMIT),
            new EndGranting()),
        row(
            "some permits come: the others are denied",
            state(REQUESTING, first, second),
            answered(whole(2), 1),
            granting(Share.WHOLE, 100),
            List.of(second),
            new GrantReservation(first, PERMIT),
            new EndGranting()),
        row(
            "no permit comes: all are denied",
            state(REQUESTING, refresh),
            answered(withoutReserve(1), 0),
            granting(Share.WITHOUT_RESERVE, 100),
            List.of(refresh),
            new EndGranting()),
        row(
            "more permits come than are needed by now: the rest is returned",
            state(REQUESTING, first),
            answered(whole(3), 3),
            GRANTING,
            List.of(),
            new GrantReservation(first, PERMIT),
            new ReturnPermits(2, PERMIT),
            new EndGranting()),
        row(
            "a permit comes when no reservation is left: it is returned",
            state(REQUESTING),
            answered(whole(1), 1),
            GRANTING,
            List.of(),
            new ReturnPermits(1, PERMIT),
            new EndGranting()),
        row(
            "a reservation has reached its deadline: its permit goes to the next",
            state(REQUESTING, late, second),
            answered(whole(1), 1),
            GRANTING,
            List.of(),
            new RefuseReservation(late, ONE_PERMIT.multipliedBy(2).plusNanos(1)),
            new GrantReservation(second, PERMIT),
            new EndGranting()),
        rowAt(
            during(PAUSE),
            "permits come during a cooldown: they are returned",
            state(REQUESTING, first, impatient),
            answered(whole(2), 2),
            GRANTING,
            List.of(first),
            new RefuseReservation(impatient, PAUSE),
            new ReturnPermits(2, PERMIT),
            new EndGranting()),
        rowAt(
            during(PAUSE),
            "permits are denied during a cooldown",
            state(REQUESTING, first),
            answered(whole(1), 0),
            granting(Share.WHOLE, 100),
            List.of(first),
            new EndGranting()));
  }

  static Stream<Row> recovering() {
    QueuedReservation first = viewer(1, PATIENCE);
    QueuedReservation second = viewer(2, PATIENCE);
    Moment afterCooldown = during(Duration.ZERO);
    Moment longAfterCooldown = during(SECOND.negated());
    return Stream.of(
        rowAt(
            afterCooldown,
            "permits come right after a cooldown: one is granted, for the trial call",
            state(REQUESTING, first, second),
            answered(whole(2), 2),
            GRANTING,
            List.of(second),
            new GrantReservation(first, PERMIT),
            new ReturnPermits(1, PERMIT),
            new EndGranting()),
        rowAt(
            afterCooldown,
            "a permit comes right after the trial call: it is returned",
            tried(state(REQUESTING, first), afterCooldown),
            answered(whole(1), 1),
            GRANTING,
            List.of(first),
            new ReturnPermits(1, PERMIT),
            new EndGranting()),
        rowAt(
            longAfterCooldown,
            "permits come a second after a cooldown: all are granted",
            state(REQUESTING, first, second),
            answered(whole(2), 2),
            GRANTING,
            List.of(),
            new GrantReservation(first, PERMIT),
            new GrantReservation(second, PERMIT),
            new EndGranting()));
  }

  static Stream<Row> deciding() {
    QueuedReservation first = viewer(1, PATIENCE);
    QueuedReservation second = viewer(2, PATIENCE);
    QueuedReservation late = viewer(3, Duration.ZERO);
    List<QueuedReservation> impatient = viewers(4, PAUSE);
    List<QueuedReservation> patient = List.of(
        viewer(5, PATIENCE),
        viewer(6, PATIENCE),
        viewer(7, PATIENCE),
        viewer(8, PATIENCE),
        viewer(9, PATIENCE),
        viewer(10, PATIENCE));
    return Stream.of(
        row(
            "a caller cancels: its reservation leaves the queue",
            state(REQUESTING, first, second),
            new ReservationCancelled(first),
            REQUESTING,
            List.of(second),
            new CancelReservation(first)),
        row(
            "a caller cancels after its reservation was granted: nothing happens",
            state(GRANTING, second),
            new ReservationCancelled(first),
            GRANTING,
            List.of(second)),
        row(
            "the deadline passes: the reservation is refused",
            state(REQUESTING, first, late),
            new DeadlineReached(late),
            REQUESTING,
            List.of(first),
            new RefuseReservation(late, ONE_PERMIT.multipliedBy(2).plusNanos(1))),
        row(
            "the deadline passes after the reservation was granted: nothing happens",
            state(REQUESTING, first),
            new DeadlineReached(late),
            REQUESTING,
            List.of(first)),
        row(
            "the deadline has moved: the timer is set again",
            state(REQUESTING, first),
            new DeadlineReached(first),
            REQUESTING,
            List.of(first),
            new WatchDeadline(first)),
        rowAt(
            during(PAUSE),
            "a 429 arrives with ten queued: four cannot outlast the cooldown",
            state(
                REQUESTING, Stream.concat(impatient.stream(), patient.stream()).toList()),
            new CooldownStarted(),
            REQUESTING,
            patient,
            impatient.stream()
                .map(reservation -> new RefuseReservation(reservation, PAUSE))
                .toArray(RateLimiterEffect[]::new)));
  }

  @Test
  void countsWhatIsGrantedAndRefused() {
    RateLimiterState state =
        state(REQUESTING, viewer(1, PATIENCE), viewer(2, Duration.ZERO), refresh(3));

    assertThat(RateLimiterReducer.next(state, answered(whole(2), 2), MOMENT)).hasSize(4);

    assertThat(state.counters().granted())
        .isEqualTo(Map.of(Lane.VIEWER, 1L, Lane.OTHER, 0L, Lane.BACKGROUND, 1L));
    assertThat(state.counters().refusals()).isEqualTo(1);
  }

  @Test
  void remembersADenialWhileMoreOfThatShareIsWanted() {
    RateLimiterState state = state(REQUESTING, viewers(4, PATIENCE));

    assertThat(isDeniedAfter(state, 2, 1)).isTrue();
    assertThat(isDeniedAfter(state, 1, 1)).isTrue();
    state.queue().add(refresh(9));
    assertThat(isDeniedAfter(state, 2, 2)).isFalse();
  }

  @Test
  void forgetsADenialOnceTheQueueIsEmpty() {
    RateLimiterState state = state(REQUESTING, viewers(3, PATIENCE));

    assertThat(isDeniedAfter(state, 1, 0)).isTrue();
    assertThat(isDeniedAfter(state, 3, 3)).isFalse();
  }

  @Test
  void forgetsDenialsWithACooldown() {
    RateLimiterState state = state(REQUESTING, viewer(1, PATIENCE));
    assertThat(isDeniedAfter(state, 1, 0)).isTrue();

    assertThat(RateLimiterReducer.next(state, new CooldownStarted(), during(PAUSE)))
        .isEmpty();

    assertThat(state.grantRate().isDenied(Share.WHOLE, NOW)).isFalse();
  }

  @Test
  void everyEventAndEffectHasARow() {
    List<Row> rows = Stream.of(
            refusing(), answering(), recovering(), deciding(), PermitDispatcherTest.rows())
        .flatMap(each -> each)
        .toList();

    assertThat(rows.stream().map(row -> row.event().getClass()).collect(Collectors.toSet()))
        .isEqualTo(Set.of(RateLimiterEvent.class.getPermittedSubclasses()));
    assertThat(rows.stream()
            .flatMap(row -> row.effects().stream())
            .map(Object::getClass)
            .collect(Collectors.toSet()))
        .isEqualTo(Set.of(RateLimiterEffect.class.getPermittedSubclasses()));
  }

  private static boolean isDeniedAfter(RateLimiterState state, int requested, int permits) {
    assertThat(RateLimiterReducer.next(state, answered(whole(requested), permits), MOMENT))
        .hasSize(permits + 1);
    return state.grantRate().isDenied(Share.WHOLE, NOW);
  }

  private static List<QueuedReservation> viewers(int number, Duration left) {
    return IntStream.rangeClosed(1, number).mapToObj(each -> viewer(each, left)).toList();
  }
}
