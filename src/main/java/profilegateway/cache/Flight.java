package profilegateway.cache;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import profilegateway.profile.Deadline;
import profilegateway.profile.Lane;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileReference;

/**
 * Parts of one profile on their way to all who want them. Boarded and left on any thread; how the parts come is up to its
 * {@link Journey}. It ends, at its deadline at the latest.
 */
final class Flight {
  private final CachePath path;
  private final ProfileReference reference;
  private final int losses;
  private final Journey journey;
  private final List<Seat> seats = new ArrayList<>();
  private Parts inAir;
  private Landing landed;
  private boolean isClosed;
  private volatile boolean isBarred;

  /**
   * A flight that has not departed yet. To be made while it is entered among those that are under way, so that what is dropped
   * from then on bars it.
   *
   * @param start what is known of the profile
   */
  Flight(CachePath path, ProfileReference reference, Parts parts, Journey.Start start) {
    this.path = path;
    this.reference = reference;
    this.inAir = parts;
    this.losses = path.touch().losses();
    // What whoever started it knows may have been dropped since: who boards now must not be told of
    // it.
    Known known =
        path.flights().drops() == start.drops() ? start.known() : path.local().sure(reference);
    this.landed = Landing.of(known);
    this.journey = new Journey(path, this, known, start);
  }

  ProfileReference reference() {
    return reference;
  }

  /** How often touch had been lost when it started: what it brings is sure as long as that holds. */
  int losses() {
    return losses;
  }

  /** The steps of it. Confined to the event loop that it was made on. */
  Journey journey() {
    return journey;
  }

  /** The parts that have not come yet. */
  synchronized Parts inAir() {
    return inAir;
  }

  /** Takes {@code passenger} along for those of {@code wanted} that have not come yet. Returns these. */
  synchronized Parts join(Passenger passenger, Parts wanted) {
    Parts joined = isClosed ? Parts.NONE : inAir.common(wanted);
    if (!joined.isEmpty()) {
      seats.add(new Seat(passenger, joined));
    }
    return joined;
  }

  /** Lets {@code passenger} go, who waits no more; when it was the last, nobody needs the rest of the journey. */
  void leave(Passenger passenger) {
    synchronized (this) {
      boolean sat = seats.removeIf(seat -> seat.passenger == passenger);
      if (!sat || !seats.isEmpty()) {
        return;
      }
    }
    journey.deserted();
  }

  synchronized boolean isDeserted() {
    return seats.isEmpty();
  }

  /** Lets nobody board any more, unless somebody has. Says whether that is so. */
  boolean closeIfDeserted() {
    synchronized (this) {
      if (!seats.isEmpty()) {
        return false;
      }
      isClosed = true;
    }
    path.flights().ended(this);
    return true;
  }

  synchronized boolean isClosed() {
    return isClosed;
  }

  /** What it brings must not be kept. */
  void bar() {
    isBarred = true;
  }

  boolean isBarred() {
    return isBarred;
  }

  /** Has the parts brought as urgently as {@code lane} says, if they are not asked for yet. */
  void hurry(Lane lane, Deadline deadline, boolean impatient) {
    journey.hurry(lane, deadline, impatient);
  }

  /** Tells all who wait for nothing else that {@code parts} have come, or why not. */
  void land(Parts parts, Landing news) {
    List<Passenger> arrived = new ArrayList<>();
    Landing told;
    boolean isLast;
    synchronized (this) {
      landed = landed.then(news, path.knowledge(), path.now());
      told = landed;
      inAir = inAir.minus(parts);
      isLast = inAir.isEmpty();
      for (Iterator<Seat> all = seats.iterator(); all.hasNext(); ) {
        Seat seat = all.next();
        if (seat.parts.common(inAir).isEmpty()) {
          all.remove();
          arrived.add(seat.passenger);
        }
      }
    }
    if (isLast) {
      path.flights().ended(this);
    }
    arrived.forEach(passenger -> passenger.landed(this, told));
  }

  private record Seat(Passenger passenger, Parts parts) {}
}
