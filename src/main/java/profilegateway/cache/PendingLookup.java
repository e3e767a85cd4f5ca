package profilegateway.cache;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.CopyState;
import profilegateway.cache.copies.Known;
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
 * One look-up that copies in this process do not answer: it joins the flights that bring what is missing, and is answered when
 * they are complete, or when it has waited for long enough. Confined to the event loop that it was made on.
 */
final class PendingLookup {
  /** Whoever has copies to fall back upon does not wait for newer ones for longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final CachePath path;
  private final Wanted wanted;
  private final ReadContext context;
  private final Deadline limit;
  private final HomeLoop home = HomeLoop.here();
  private final Promise<Lookup> answer = Promise.promise();
  private final List<Flight> joined = new ArrayList<>(2);
  private final List<Flight> started = new ArrayList<>(1);
  private final int drops;
  private ProfileReference reference;
  private Learned learned;
  private boolean askedTwice;
  private boolean isSettled;
  private Timer.@Nullable Alarm end;

  /**
   * A look-up that has joined no flight yet.
   *
   * @param limit until when the first word of what all instances share may be waited for. A flight that is joined has a limit of its
   *     own, which may be later: to leave it would cost a call for what is about to come
   */
  PendingLookup(CachePath path, Wanted wanted, ReadContext context, Deadline limit) {
    this.path = path;
    this.wanted = wanted;
    this.context = context;
    this.limit = limit;
    this.drops = path.flights().drops();
    this.reference = path.local().follow(wanted.reference());
    this.learned = Learned.of(path.local().sure(reference));
  }

  /** The answer, on the event loop that this was made on; fails on a bug only. */
  Future<Lookup> answer() {
    return answer.future();
  }

  /**
   * Joins the flights that bring the parts that are missing, or is answered when there are none.
   *
   * @param wasRead whether what all instances share was read already
   * @return the flight that has to begin for that; null when there is none
   */
  @Nullable
  Flight join(boolean wasRead) {
    Parts missing = missing(CopyState.STALE_WHILE_REVALIDATE);
    // What all instances share may hold what could not be fetched here.
    boolean isAllRead = wasRead || path.shared() == null;
    Map<Part, ProfileFailure> failed =
        isAllRead ? path.failures().of(reference, missing, wanted.lane()) : Map.of();
    Parts rest = missing.minus(Parts.of(failed.keySet()));
    if (!failed.isEmpty()) {
      learned = learned.failed(failed);
    }
    if (rest.isEmpty()) {
      settle(ProfileFailure.Code.UNAVAILABLE);
      return null;
    }
    Deadline deadline = deadline(rest);
    Flights.Joining joining = path.flights()
        .joinOrStart(
            reference,
            rest,
            this,
            parts -> new Flight(path, reference, parts, start(deadline(parts), wasRead)));
    Flight last = joining.started();
    Parts others = last == null ? rest : rest.minus(last.pending());
    if (!others.isEmpty()) {
      path.events().joined(others);
    }
    joined.addAll(joining.all());
    if (last != null) {
      started.add(last);
    }
    awaken(deadline);
    // The last step: one that hurries may find that what it brings is there.
    for (Flight flight : joining.all()) {
      if (flight != last) {
        context.span().joined(flight.steps().span());
        flight.hurry(wanted.lane(), deadline);
      }
    }
    return last;
  }

  private FlightSteps.Start start(Deadline deadline, boolean wasRead) {
    return new FlightSteps.Start(
        learned.known(), drops, wasRead, wanted.lane(), deadline, context.ledger(), context.span());
  }

  /** Those parts of which nothing is known that is good for {@code least}. */
  private Parts missing(CopyState least) {
    return wanted
        .parts()
        .minus(path.lifetimes().upTo(least, wanted.parts(), learned.known(), path.now()));
  }

  /** Until when {@code parts} are worth waiting for. */
  private Deadline deadline(Parts parts) {
    boolean isImpatient = parts.common(missing(CopyState.STALE_IF_ERROR)).isEmpty();
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
            deadline.remaining().plus(FlightSteps.LAST_WORD),
            () -> giveUp(ProfileFailure.Code.TIMEOUT));
  }

  /** The parts have come, or it is known why not. Called once by each flight joined, on any thread. */
  void completed(Flight flight, Learned news) {
    home.run(() -> {
      joined.remove(flight);
      if (!isSettled) {
        learned = learned.then(news, path.merging(), path.now());
        if (joined.isEmpty()) {
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
      goOn(wanted.reference(), Learned.of(new Known.Nothing()), false);
    } else {
      settle(ProfileFailure.Code.UNAVAILABLE);
    }
  }

  private void goOn(ProfileReference next, Learned known, boolean wasRead) {
    reference = next;
    learned = known;
    Flight starting = join(wasRead);
    if (starting != null) {
      // A call may have taken the time. What is shared is asked all the same, so that nobody else
      // asks
      // for the same meanwhile.
      FlightBatch.start(path, List.of(starting), FlightBatch.further(path, limit));
    }
  }

  /** Nobody waits for the answer any more. */
  void cancel() {
    if (!isSettled) {
      giveUp(ProfileFailure.Code.UNAVAILABLE);
    }
  }

  /** Answers with what there is, and leaves what it waited for to those who still wait. */
  private void giveUp(ProfileFailure.Code because) {
    settle(because);
    List.copyOf(joined).forEach(flight -> flight.leave(this));
  }

  private void fail(Throwable bug) {
    end();
    answer.fail(bug);
  }

  /** Answers with what was learned; what is not known failed for {@code otherwise}. */
  private void settle(ProfileFailure.Code otherwise) {
    end();
    Lookup last = path.answers().last(wanted.parts(), learned, otherwise, path.now());
    if (!(last instanceof Lookup.Failed) && !wasPaid()) {
      context.ledger().saved(wanted.lane(), 1);
    }
    Parts old = missing(CopyState.FRESH).minus(learned.fetchedParts());
    if (!old.isEmpty()) {
      tellOfOld(old, last);
    }
    answer.complete(last);
  }

  private boolean wasPaid() {
    for (Flight flight : started) {
      if (flight.steps().calls().isAnySent()) {
        return true;
      }
    }
    return false;
  }

  /** Has copies refreshed that were served; {@code old} are the parts that are not fresh, and were not fetched for this. */
  private void tellOfOld(Parts old, Lookup last) {
    Parts tooOld = missing(CopyState.STALE_WHILE_REVALIDATE);
    Parts onError = old.common(tooOld).minus(missing(CopyState.STALE_IF_ERROR));
    if (last instanceof Lookup.Found && !onError.isEmpty()) {
      path.events().servedOnError(onError);
    }
    Refresh.stale(path, reference, old.minus(tooOld), learned.known(), drops, context.span());
  }

  private void end() {
    isSettled = true;
    if (end != null) {
      end.cancel();
      end = null;
    }
  }
}
