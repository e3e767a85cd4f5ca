package profilegateway.cache;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.profile.Deadline;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.ProfileReference;
import profilegateway.profile.ReadContext;
import profilegateway.profile.Timer;
import profilegateway.profile.Wanted;

/**
 * One look-up that copies in this process do not answer: it boards the flights that bring what is missing, and is answered when
 * they have landed, or when it has waited for long enough. Confined to the event loop that it was made on.
 */
final class LookUp implements Passenger {
  /** Whoever has copies to fall back upon does not wait for newer ones for longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final CachePath path;
  private final Wanted wanted;
  private final ReadContext context;
  private final Deadline limit;
  private final Home home = Home.here();
  private final Promise<Lookup> answer = Promise.promise();
  private final List<Flight> boarded = new ArrayList<>(2);
  private final List<Flight> started = new ArrayList<>(1);
  private final int drops;
  private ProfileReference reference;
  private Landing learned;
  private boolean askedTwice;
  private boolean isSettled;
  private Timer.@Nullable Alarm end;

  /**
   * A look-up that has boarded nothing yet.
   *
   * @param limit until when what all instances share may be waited for
   */
  LookUp(CachePath path, Wanted wanted, ReadContext context, Deadline limit) {
    this.path = path;
    this.wanted = wanted;
    this.context = context;
    this.limit = limit;
    this.drops = path.flights().drops();
    this.reference = path.local().follow(wanted.reference());
    this.learned = Landing.of(path.local().sure(reference));
  }

  /** The answer, on the event loop that this was made on; fails on a bug only. */
  Future<Lookup> answer() {
    return answer.future();
  }

  /**
   * Boards what brings the parts that are missing, or is answered when there are none.
   *
   * @param wasRead whether what all instances share was read already
   * @return the flight that has to depart for that; null when there is none
   */
  @Nullable
  Flight board(boolean wasRead) {
    Parts missing = missing(Age.REVALIDATE);
    Map<Part, ProfileFailure> failed = path.failures().of(reference, missing, wanted.lane());
    Parts rest = missing.minus(Parts.of(failed.keySet()));
    if (!failed.isEmpty()) {
      learned = learned.failed(failed);
    }
    if (rest.isEmpty()) {
      settle(ProfileFailure.Code.UNAVAILABLE);
      return null;
    }
    Deadline deadline = deadline(rest);
    Flights.Boarding boarding = path.flights()
        .board(
            reference,
            rest,
            this,
            parts -> new Flight(path, reference, parts, start(deadline(parts), wasRead)));
    Flight last = boarding.started();
    Parts joined = last == null ? rest : rest.minus(last.inAir());
    if (!joined.isEmpty()) {
      path.events().joined(joined);
    }
    boarded.addAll(boarding.boarded());
    boarded.stream()
        .filter(flight -> flight != last)
        .forEach(flight -> flight.hurry(wanted.lane(), deadline, isImpatient(deadline)));
    if (last != null) {
      started.add(last);
    }
    awaken(deadline);
    return last;
  }

  private Journey.Start start(Deadline deadline, boolean wasRead) {
    return new Journey.Start(
        learned.known(),
        drops,
        wasRead,
        wanted.lane(),
        deadline,
        isImpatient(deadline),
        context.ledger());
  }

  /** Whether there are copies to fall back upon for what is waited for until then. */
  private boolean isImpatient(Deadline deadline) {
    return deadline != context.deadline();
  }

  /** Those parts of which nothing is known that is good for {@code least}. */
  private Parts missing(Age least) {
    return wanted
        .parts()
        .minus(path.lifetimes().upTo(least, wanted.parts(), learned.known(), path.now()));
  }

  /** Until when {@code parts} are worth waiting for. */
  private Deadline deadline(Parts parts) {
    boolean isImpatient = parts.common(missing(Age.ON_ERROR)).isEmpty();
    return isImpatient && context.deadline().remaining().compareTo(PATIENCE) > 0
        ? Deadline.after(PATIENCE, path.nanoTime())
        : context.deadline();
  }

  private void awaken(Deadline deadline) {
    if (end != null) {
      end.cancel();
    }
    end = path.timer()
        .after(
            deadline.remaining().plus(Journey.LAST_WORD),
            () -> settle(ProfileFailure.Code.TIMEOUT));
  }

  @Override
  public void landed(Flight flight, Landing landing) {
    home.run(() -> {
      boarded.remove(flight);
      if (!isSettled) {
        learned = learned.then(landing, path.knowledge(), path.now());
        if (boarded.isEmpty()) {
          next();
        }
      }
    });
  }

  private void next() {
    Mpid owner = learned.owner();
    boolean isLinked = !reference.equals(wanted.reference());
    if (learned.bug() != null) {
      fail(learned.bug());
    } else if (owner != null) {
      goOn(owner, learned.ofOwner(), learned.wasRead());
    } else if (learned.known() instanceof Known.Absent && isLinked && !askedTwice) {
      // Whoever has the identity by now may be somebody else.
      askedTwice = true;
      goOn(wanted.reference(), Landing.of(new Known.Nothing()), false);
    } else {
      settle(ProfileFailure.Code.UNAVAILABLE);
    }
  }

  private void goOn(ProfileReference next, Landing known, boolean wasRead) {
    reference = next;
    learned = known;
    Flight departing = board(wasRead);
    if (departing != null) {
      Departure.of(path, List.of(departing), limit);
    }
  }

  /** Nobody waits for the answer any more. */
  void cancel() {
    if (!isSettled) {
      settle(ProfileFailure.Code.UNAVAILABLE);
      List.copyOf(boarded).forEach(flight -> flight.leave(this));
    }
  }

  private void fail(Throwable bug) {
    end();
    answer.fail(bug);
  }

  /** Answers with what was learned; what is not known failed for {@code otherwise}. */
  private void settle(ProfileFailure.Code otherwise) {
    end();
    Lookup last = path.answers().last(wanted.parts(), learned, otherwise, path.now());
    boolean wasPaid =
        started.stream().anyMatch(flight -> flight.journey().calls().isAnySent());
    if (!wasPaid && !(last instanceof Lookup.Failed)) {
      context.ledger().saved(wanted.lane(), 1);
    }
    Parts onError =
        missing(Age.REVALIDATE).minus(missing(Age.ON_ERROR)).minus(learned.fetchedParts());
    if (last instanceof Lookup.Found && !onError.isEmpty()) {
      path.events().servedOnError(onError);
    }
    Parts stale = missing(Age.FRESH).minus(missing(Age.REVALIDATE));
    Refresh.stale(path, reference, stale.minus(learned.fetchedParts()), learned.known(), drops);
    answer.complete(last);
  }

  private void end() {
    isSettled = true;
    if (end != null) {
      end.cancel();
      end = null;
    }
  }
}
