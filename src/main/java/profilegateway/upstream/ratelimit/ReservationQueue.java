package profilegateway.upstream.ratelimit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Lane;
import profilegateway.upstream.ratelimit.permits.FleetQuota.Share;

/**
 * Queue of reservations: by lane, and in each lane by ticket. Once in 64 times a reservation that has aged goes before all others; more
 * often, a backlog of refreshes would delay lookups. Times are of the monotonic clock, in nanoseconds.
 *
 * <p>Mutable, because thousands of reservations may be queued; not thread-safe: the owner guards it.
 */
final class ReservationQueue {
  private static final List<Lane> LANES = List.of(Lane.values());

  /** A reservation has aged when it was queued this long ago. */
  private static final Duration AGED = Duration.ofSeconds(10);

  /** How many reservations that have not aged are granted between two that have. */
  private static final int BETWEEN_AGED = 63;

  /** Permits expire within milliseconds: of more, the last would expire where calls are slow to be sent, as the first of a process are. */
  private static final int MOST_PER_REQUEST = 3;

  /** Typical maximum wait of a lookup. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** Several times as long as a request to the fleet takes. */
  private static final Duration LONGEST_COURTESY = Duration.ofMillis(5);

  // Sorted, because a reservation that is queued again keeps its place, and any of them may be
  // cancelled.
  private final List<NavigableSet<QueuedReservation>> lanes = new ArrayList<>();
  private int sinceAged = BETWEEN_AGED;

  ReservationQueue() {
    LANES.forEach(
        lane -> lanes.add(new TreeSet<>(Comparator.comparingLong(QueuedReservation::number))));
  }

  void add(QueuedReservation reservation) {
    of(reservation.lane()).add(reservation);
  }

  /** Removes a reservation; returns whether it was queued. */
  boolean remove(QueuedReservation reservation) {
    return of(reservation.lane()).remove(reservation);
  }

  /** Removes all reservations that match {@code test}; returns them in the order of the queue. */
  List<QueuedReservation> removeAll(Predicate<QueuedReservation> test) {
    List<QueuedReservation> found =
        lanes.stream().flatMap(Set::stream).filter(test).toList();
    found.forEach(reservation -> of(reservation.lane()).remove(reservation));
    return found;
  }

  int size(Lane lane) {
    return of(lane).size();
  }

  int size() {
    return upTo(Lane.BACKGROUND);
  }

  /** Number of reservations of each lane. */
  Map<Lane, Integer> sizes() {
    Map<Lane, Integer> sizes = new EnumMap<>(Lane.class);
    LANES.forEach(lane -> sizes.put(lane, size(lane)));
    return sizes;
  }

  /** Number of reservations of {@code last} and the lanes before it. */
  int upTo(Lane last) {
    int queued = 0;
    for (int lane = 0; lane <= last.number(); lane++) {
      queued += lanes.get(lane).size();
    }
    return queued;
  }

  /** Number of reservations that go before {@code reservation}, which is not queued yet. */
  int before(QueuedReservation reservation) {
    NavigableSet<QueuedReservation> lane = of(reservation.lane());
    int later = lane.higher(reservation) == null ? 0 : lane.tailSet(reservation).size();
    return upTo(reservation.lane()) - later;
  }

  /**
   * Extra wait before a request at {@code moment}, which leaves free permits to instances whose lookups have waited longer: shorter the
   * longer a lookup has waited here, zero from {@link #PATIENCE} on.
   */
  Duration courtesy(long moment) {
    long longest = Stream.of(first(Lane.VIEWER), first(Lane.OTHER))
        .filter(Objects::nonNull)
        .mapToLong(first -> moment - first.since())
        .max()
        .orElse(0);
    double patience = 1.0 - (double) longest / PATIENCE.toNanos();
    return Duration.ofNanos((long) (Math.max(0, patience) * LONGEST_COURTESY.toNanos()));
  }

  /** The request that the queue needs next; null if the queue is empty. */
  @Nullable
  PermitRequest wanted(long now) {
    int whole = upTo(Lane.OTHER) + (agedGoesFirst(now, Lane.BACKGROUND) ? 1 : 0);
    if (whole > 0) {
      return new PermitRequest(Math.min(whole, MOST_PER_REQUEST), Share.WHOLE);
    }
    int refreshes = size(Lane.BACKGROUND);
    return refreshes == 0
        ? null
        : new PermitRequest(Math.min(refreshes, MOST_PER_REQUEST), Share.WITHOUT_RESERVE);
  }

  /** Removes the reservation that is granted next; null if the queue is empty. */
  @Nullable
  QueuedReservation next(long now) {
    QueuedReservation aged = sinceAged == BETWEEN_AGED ? aged(now) : null;
    QueuedReservation next = aged == null ? firstOfAll() : aged;
    if (next != null) {
      // An aged reservation that was first anyway counts as well: then the aged ones need no help.
      sinceAged = isAged(next, now) ? 0 : Math.min(sinceAged + 1, BETWEEN_AGED);
      of(next.lane()).remove(next);
    }
    return next;
  }

  /** The oldest of the aged reservations; null if there is none. */
  private @Nullable QueuedReservation aged(long now) {
    QueuedReservation oldest = null;
    for (Lane lane : LANES) {
      QueuedReservation first = first(lane);
      if (first != null
          && isAged(first, now)
          && (oldest == null || first.since() - oldest.since() < 0)) {
        oldest = first;
      }
    }
    return oldest;
  }

  private boolean agedGoesFirst(long now, Lane lane) {
    QueuedReservation first = first(lane);
    return sinceAged == BETWEEN_AGED && first != null && isAged(first, now);
  }

  private static boolean isAged(QueuedReservation reservation, long now) {
    return now - reservation.since() >= AGED.toNanos();
  }

  private @Nullable QueuedReservation firstOfAll() {
    for (Lane lane : LANES) {
      QueuedReservation first = first(lane);
      if (first != null) {
        return first;
      }
    }
    return null;
  }

  private @Nullable QueuedReservation first(Lane lane) {
    NavigableSet<QueuedReservation> queued = of(lane);
    return queued.isEmpty() ? null : queued.first();
  }

  private NavigableSet<QueuedReservation> of(Lane lane) {
    return lanes.get(lane.number());
  }
}
