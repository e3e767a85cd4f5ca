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
   * Takes {@code passenger} along on those flights that bring any of {@code wanted}, and on a new one for the rest.
   *
   * @param start makes the new one, if there is need of it; the caller has it depart
   */
  Boarding board(
      ProfileReference reference,
      Parts wanted,
      Passenger passenger,
      Function<Parts, Flight> start) {
    Boarding boarding = new Boarding();
    var unused = underWay.compute(reference, (same, flights) -> {
      List<Flight> now = flights == null ? List.of() : flights;
      Parts rest = wanted;
      for (Flight flight : now) {
        Parts joined = flight.join(passenger, rest);
        if (!joined.isEmpty()) {
          boarding.boarded.add(flight);
          rest = rest.minus(joined);
        }
      }
      return rest.isEmpty() ? now : with(boarding.start(start.apply(rest), passenger, rest), now);
    });
    return boarding;
  }

  /** A new flight for those of {@code wanted} that no other brings; null when there are none. The caller has it depart. */
  @Nullable
  Flight launch(ProfileReference reference, Parts wanted, Function<Parts, Flight> start) {
    Boarding boarding = new Boarding();
    var unused = underWay.compute(reference, (same, flights) -> {
      List<Flight> now = flights == null ? List.of() : flights;
      Parts rest = wanted;
      for (Flight flight : now) {
        rest = rest.minus(flight.inAir());
      }
      if (rest.isEmpty()) {
        return flights;
      }
      boarding.started = start.apply(rest);
      return with(boarding.started, now);
    });
    return boarding.started;
  }

  private static List<Flight> with(Flight flight, List<Flight> others) {
    List<Flight> all = new ArrayList<>(others);
    all.add(flight);
    return List.copyOf(all);
  }

  /** Nobody can board {@code flight} any more. */
  void ended(Flight flight) {
    var unused = underWay.computeIfPresent(flight.reference(), (same, flights) -> {
      List<Flight> others = flights.stream().filter(other -> other != flight).toList();
      return others.isEmpty() ? null : others;
    });
  }

  /**
   * Bars what is on its way and may be of {@code dropped}: it must not be kept, and nobody else may board it. Whose an identity
   * is that is being asked for is not known, so that is barred whoever is dropped.
   */
  void bar(ProfileReference dropped) {
    bar(underWay.remove(dropped));
    if (dropped instanceof Mpid) {
      for (ProfileReference reference : underWay.keySet()) {
        if (reference instanceof Identity) {
          bar(underWay.remove(reference));
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
    bar(dropped);
  }

  private static void bar(@Nullable List<Flight> flights) {
    if (flights != null) {
      flights.forEach(Flight::bar);
    }
  }

  /** For tests: whether nothing is on its way. */
  boolean isEmpty() {
    return underWay.isEmpty();
  }

  /** The flights that somebody is on. Confined to whoever boards. */
  static final class Boarding {
    private final List<Flight> boarded = new ArrayList<>(2);
    private @Nullable Flight started;

    private Flight start(Flight flight, Passenger passenger, Parts parts) {
      var unused = flight.join(passenger, parts);
      boarded.add(flight);
      started = flight;
      return flight;
    }

    /** All of them. */
    List<Flight> boarded() {
      return boarded;
    }

    /** The one that has to depart; null when all have. */
    @Nullable
    Flight started() {
      return started;
    }
  }
}
