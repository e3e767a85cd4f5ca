package profilegateway.upstream.quota;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Lane;
import profilegateway.upstream.quota.permits.FleetQuota.Share;

/**
 * Those who wait: lane by lane, in each the first to come first. Who has waited long goes before all others, but only
 * once in sixty-four times: a pile of old refreshes must not hold up those that somebody waits for. Guarded by whoever owns
 * it.
 */
final class WaitingLine {
  private static final List<Lane> LANES = List.of(Lane.values());
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final int BETWEEN_AGED = 63;

  /** Permits hold for a moment: of many at once the last are late where calls take long to be sent, as the first of a process do. */
  private static final int MOST_AT_A_TIME = 3;

  /** Nearly as long as anybody is waited for. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** A few times what a question takes. */
  private static final Duration COURTESY = Duration.ofMillis(5);

  // In the order they came, also where one comes back; one may leave from the middle at little
  // cost.
  private final List<NavigableSet<Waiter>> lanes = new ArrayList<>();
  private int sinceAged = BETWEEN_AGED;

  WaitingLine() {
    LANES.forEach(lane -> lanes.add(new TreeSet<>(Comparator.comparingLong(Waiter::number))));
  }

  void add(Waiter waiter) {
    of(waiter.lane()).add(waiter);
  }

  /** False when it does not wait any more. */
  boolean remove(Waiter waiter) {
    return of(waiter.lane()).remove(waiter);
  }

  /** Takes out all of whom {@code test} is true. */
  List<Waiter> removeAll(Predicate<Waiter> test) {
    List<Waiter> found = lanes.stream().flatMap(Set::stream).filter(test).toList();
    found.forEach(waiter -> of(waiter.lane()).remove(waiter));
    return found;
  }

  int size(Lane lane) {
    return of(lane).size();
  }

  int size() {
    return upTo(Lane.BACKGROUND);
  }

  /** How many wait in this lane and those that go before it. */
  int upTo(Lane last) {
    int waiting = 0;
    for (int lane = 0; lane <= last.number(); lane++) {
      waiting += lanes.get(lane).size();
    }
    return waiting;
  }

  /** How many go before {@code waiter}, who does not wait yet. */
  int before(Waiter waiter) {
    NavigableSet<Waiter> lane = of(waiter.lane());
    int later = lane.higher(waiter) == null ? 0 : lane.tailSet(waiter).size();
    return upTo(waiter.lane()) - later;
  }

  /** The less, the longer somebody has waited at {@code moment} who is waited for. */
  Duration courtesy(long moment) {
    long longest = Stream.of(first(Lane.VIEWER), first(Lane.OTHER))
        .filter(Objects::nonNull)
        .mapToLong(first -> moment - first.since())
        .max()
        .orElse(0);
    double patience = 1.0 - (double) longest / PATIENCE.toNanos();
    return Duration.ofNanos((long) (Math.max(0, patience) * COURTESY.toNanos()));
  }

  /** What to ask for; null when nobody waits. */
  @Nullable
  Want wanted(long now) {
    int whole = upTo(Lane.OTHER) + (agedGoesFirst(now, Lane.BACKGROUND) ? 1 : 0);
    if (whole > 0) {
      return new Want(Math.min(whole, MOST_AT_A_TIME), Share.WHOLE);
    }
    int others = size(Lane.BACKGROUND);
    return others == 0 ? null : new Want(Math.min(others, MOST_AT_A_TIME), Share.WITHOUT_RESERVE);
  }

  /** Takes out whose turn it is; null when nobody waits. */
  @Nullable
  Waiter next(long now) {
    Waiter aged = sinceAged == BETWEEN_AGED ? aged(now) : null;
    Waiter next = aged == null ? firstOfAll() : aged;
    if (next != null) {
      // One that had its turn in the usual way counts as well: then the old need no help.
      sinceAged = isAged(next, now) ? 0 : Math.min(sinceAged + 1, BETWEEN_AGED);
      of(next.lane()).remove(next);
    }
    return next;
  }

  /** Who has waited longest of those who have waited long; null when nobody has. */
  private @Nullable Waiter aged(long now) {
    Waiter oldest = null;
    for (Lane lane : LANES) {
      Waiter first = first(lane);
      if (first != null
          && isAged(first, now)
          && (oldest == null || first.since() - oldest.since() < 0)) {
        oldest = first;
      }
    }
    return oldest;
  }

  private boolean agedGoesFirst(long now, Lane lane) {
    Waiter first = first(lane);
    return sinceAged == BETWEEN_AGED && first != null && isAged(first, now);
  }

  private static boolean isAged(Waiter waiter, long now) {
    return now - waiter.since() >= LONG.toNanos();
  }

  private @Nullable Waiter firstOfAll() {
    for (Lane lane : LANES) {
      Waiter first = first(lane);
      if (first != null) {
        return first;
      }
    }
    return null;
  }

  private @Nullable Waiter first(Lane lane) {
    NavigableSet<Waiter> waiting = of(lane);
    return waiting.isEmpty() ? null : waiting.first();
  }

  private NavigableSet<Waiter> of(Lane lane) {
    return lanes.get(lane.number());
  }
}
