package profilegateway.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileReference;

/** What is on its way, so that nobody asks for it again. Shared by all event loops. */
final class Flights {
  private final ConcurrentMap<ProfileReference, List<Flight>> underWay = new ConcurrentHashMap<>();
  private final AtomicInteger drops = new AtomicInteger();

  /**
   * Has {@code waiter} join those flights that bring any of {@code wanted}, and a new one for the rest.
   *
   * @param start makes the new one, if there is need of it; the caller begins it
   */
  Joining joinOrStart(
      ProfileReference reference,
      Parts wanted,
      PendingLookup waiter,
      Function<Parts, Flight> start) {
    Joining joining = new Joining();
    var unused = underWay.compute(reference, (same, flights) -> {
      List<Flight> now = flights == null ? List.of() : flights;
      Parts rest = wanted;
      for (Flight flight : now) {
        Parts joined = flight.join(waiter, rest);
        if (!joined.isEmpty()) {
          joining.flights.add(flight);
          rest = rest.minus(joined);
        }
      }
      return rest.isEmpty() ? now : with(joining.start(start.apply(rest), waiter, rest), now);
    });
    return joining;
  }

  /** A new flight for those of {@code wanted} that no other brings; null when there are none. The caller begins it. */
  @Nullable
  Flight startForRest(ProfileReference reference, Parts wanted, Function<Parts, Flight> start) {
    Joining joining = new Joining();
    var unused = underWay.compute(reference, (same, flights) -> {
      List<Flight> now = flights == null ? List.of() : flights;
      Parts rest = wanted;
      for (Flight flight : now) {
        rest = rest.minus(flight.pending());
      }
      if (rest.isEmpty()) {
        return flights;
      }
      joining.started = start.apply(rest);
      return with(joining.started, now);
    });
    return joining.started;
  }

  private static @Nullable List<Flight> without(Flight flight, List<Flight> flights) {
    List<Flight> others = flights.stream().filter(other -> other != flight).toList();
    return others.isEmpty() ? null : others;
  }

  private static List<Flight> with(Flight flight, List<Flight> others) {
    if (others.isEmpty()) {
      return List.of(flight);
    }
    List<Flight> all = new ArrayList<>(others);
    all.add(flight);
    return List.copyOf(all);
  }

  /** Nobody can join {@code flight} any more. */
  void ended(Flight flight) {
    var unused = underWay.computeIfPresent(flight.reference(), (same, flights) -> {
      boolean isAlone = flights.size() == 1 && flights.get(0) == flight;
      return isAlone ? null : without(flight, flights);
    });
  }

  /**
   * Invalidates what is on its way and may be of {@code dropped}: it must not be kept, and nobody else may join it. Whose an identity
   * is that is being asked for shows with the answer only, so that is invalidated whoever is dropped: where it is known before, the
   * flight is by mpid.
   */
  void invalidate(ProfileReference dropped) {
    invalidate(underWay.remove(dropped));
    if (dropped instanceof Mpid) {
      for (ProfileReference reference : underWay.keySet()) {
        if (reference instanceof Identity) {
          invalidate(underWay.remove(reference));
        }
      }
    }
  }

  /** How often something was dropped: what was learned before the last time may be of no use. */
  int drops() {
    return drops.get();
  }

  /** {@code dropped} is not held here any more. */
  void dropped(ProfileReference dropped) {
    drops.incrementAndGet();
    // One that was made meanwhile may know what was held.
    invalidate(dropped);
  }

  private static void invalidate(@Nullable List<Flight> flights) {
    if (flights != null) {
      flights.forEach(Flight::invalidate);
    }
  }

  /** For tests: whether nothing is on its way. */
  boolean isEmpty() {
    return underWay.isEmpty();
  }

  /** The flights that a look-up joined. Confined to whoever has it join. */
  static final class Joining {
    private final List<Flight> flights = new ArrayList<>(2);
    private @Nullable Flight started;

    private Flight start(Flight flight, PendingLookup waiter, Parts parts) {
      var unused = flight.join(waiter, parts);
      flights.add(flight);
      started = flight;
      return flight;
    }

    /** All of them. */
    List<Flight> all() {
      return flights;
    }

    /** The one that has to begin; null when all have. */
    @Nullable
    Flight started() {
      return started;
    }
  }
}
