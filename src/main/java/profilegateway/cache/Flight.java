package profilegateway.cache;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import profilegateway.cache.copies.Known;
import profilegateway.cache.store.Fill;
import profilegateway.profile.Deadline;
import profilegateway.profile.Lane;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileReference;

/**
 * One fetch in flight for many: parts of one profile on their way to all look-ups that want them. Joined and left on any
 * thread; how the parts come is up to its {@link FlightSteps}. It ends, at the deadline of the most patient
 * at the latest, or soon after that with the call that is on the wire then.
 */
final class Flight implements Fill {
  private final CachePath path;
  private final ProfileReference reference;
  private final int losses;
  private final FlightSteps steps;
  private final List<Waiting> waiting = new ArrayList<>();
  private Parts pending;
  private Learned learned;
  private boolean isClosed;
  private volatile boolean isInvalidated;

  /** How often something had been dropped when it ended; -1 while it is under way. */
  private volatile int dropsAtEnd = -1;

  /**
   * A flight that has not begun yet. To be made while it is entered among those that are under way, so that what is dropped
   * from then on invalidates it.
   *
   * @param start what is known of the profile
   */
  Flight(CachePath path, ProfileReference reference, Parts parts, FlightSteps.Start start) {
    this.path = path;
    this.reference = reference;
    this.pending = parts;
    this.losses = path.dropFeed().losses();
    // What whoever started it knows may have been dropped since: who joins now must not be told of
    // it.
    Known known =
        path.flights().drops() == start.drops() ? start.known() : path.local().sure(reference);
    this.learned = Learned.of(known);
    this.steps = new FlightSteps(path, this, known, start);
  }

  ProfileReference reference() {
    return reference;
  }

  @Override
  public int losses() {
    return losses;
  }

  /** The steps of it. Confined to the event loop that it was made on. */
  FlightSteps steps() {
    return steps;
  }

  /** The parts that have not come yet. */
  synchronized Parts pending() {
    return pending;
  }

  /** Has {@code waiter} wait for those of {@code wanted} that have not come yet. Returns these. */
  synchronized Parts join(PendingLookup waiter, Parts wanted) {
    Parts joined = isClosed ? Parts.NONE : pending.common(wanted);
    if (!joined.isEmpty()) {
      waiting.add(new Waiting(waiter, joined, learned.fetched().size()));
    }
    return joined;
  }

  /** Lets {@code waiter} go, who waits no more; when it was the last, nobody needs the steps that are left. */
  void leave(PendingLookup waiter) {
    synchronized (this) {
      boolean sat = waiting.removeIf(one -> one.waiter == waiter);
      if (!sat || !waiting.isEmpty()) {
        return;
      }
    }
    steps.abandoned();
  }

  synchronized boolean isAbandoned() {
    return waiting.isEmpty();
  }

  /** Lets nobody join any more, unless somebody has. Says whether that is so. */
  boolean closeIfAbandoned() {
    synchronized (this) {
      if (!waiting.isEmpty()) {
        return false;
      }
      isClosed = true;
    }
    end();
    return true;
  }

  /**
   * Leaves {@code parts} out, unless somebody waits for any of them. Says whether that is so. It stays under way with what is left,
   * so that this can be joined, and is invalidated with whoever is dropped.
   */
  boolean leaveOut(Parts parts) {
    boolean isEmpty;
    synchronized (this) {
      if (waiting.stream().anyMatch(one -> !one.parts.common(parts).isEmpty())) {
        return false;
      }
      pending = pending.minus(parts);
      isEmpty = pending.isEmpty();
    }
    if (isEmpty) {
      end();
    }
    return true;
  }

  /** Nobody finds it any more. A call may be on the wire still, of parts that came from elsewhere. */
  private void end() {
    dropsAtEnd = path.flights().drops();
    path.flights().ended(this);
  }

  synchronized boolean isClosed() {
    return isClosed;
  }

  /** What it brings must not be kept. */
  void invalidate() {
    isInvalidated = true;
  }

  /** When it has ended nobody tells it who is dropped, so that whoever is may be its own. */
  @Override
  public boolean isInvalidated() {
    int drops = dropsAtEnd;
    return isInvalidated || (drops >= 0 && drops != path.flights().drops());
  }

  /** Has the parts brought as urgently as {@code lane} says, if they are not asked for yet. */
  void hurry(Lane lane, Deadline deadline) {
    steps.hurry(lane, deadline);
  }

  /** Tells all who wait for nothing else that {@code parts} have come, or why not. */
  void complete(Parts parts, Learned news) {
    List<Waiting> arrived = new ArrayList<>();
    Learned told;
    boolean isLast;
    synchronized (this) {
      learned = learned.then(news, path.merging(), path.now());
      told = learned;
      pending = pending.minus(parts);
      isLast = pending.isEmpty();
      for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
        Waiting one = all.next();
        if (one.parts.common(pending).isEmpty()) {
          all.remove();
          arrived.add(one);
        }
      }
    }
    if (isLast) {
      end();
    }
    arrived.forEach(one -> one.waiter.completed(this, told.since(one.fetches)));
  }

  /** Who waits for what; {@code fetches} had been made before, and were not made for it. */
  private record Waiting(PendingLookup waiter, Parts parts, int fetches) {}
}
