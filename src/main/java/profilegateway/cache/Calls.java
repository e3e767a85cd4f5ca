package profilegateway.cache;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.Copies;
import profilegateway.cache.copies.Fetch;
import profilegateway.cache.copies.Known;
import profilegateway.cache.copies.PartCopy;
import profilegateway.cache.store.SharedCache;
import profilegateway.profile.AtOnce;
import profilegateway.profile.Deadline;
import profilegateway.profile.Ledger;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.PartLookup;
import profilegateway.profile.Parts;
import profilegateway.profile.Profile;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.ReadContext;
import profilegateway.profile.Span;
import profilegateway.profile.Wanted;

/** Asks the next source for parts of a {@link Flight}, and sees to it that what comes is kept. Confined to one event loop. */
final class Calls {
  private final CachePath path;
  private final Flight flight;
  private final FlightSteps steps;
  private final Ledger ledger;
  private final List<Call> underWay = new ArrayList<>(1);
  private boolean isCancelled;

  /** Writes what is spent into {@code ledger} too. */
  Calls(CachePath path, Flight flight, FlightSteps steps, Ledger ledger) {
    this.path = path;
    this.flight = flight;
    this.steps = steps;
    this.ledger = new Ledger(ledger);
  }

  /** Whether any was really made, of those that are over too. */
  boolean isAnySent() {
    return ledger.callCount() > 0;
  }

  /** Asks for parts; {@code lease} is null where there is none. */
  void fetch(Parts parts, SharedCache.@Nullable Lease lease) {
    Call call = new Call(parts, lease, new Ledger(ledger), path.timer(), steps.span());
    underWay.add(call);
    send(call);
  }

  private void send(Call call) {
    int number = call.tryAnew();
    Fetch fetch = call.dated(path.fetch());
    Wanted wanted = new Wanted(flight.reference(), call.parts(), steps.lane());
    ReadContext context =
        new ReadContext(steps.deadline(), call.ledger(), call.cancellation(), steps.span());
    AtOnce.compose(Future.succeededFuture(), go -> path.next().read(List.of(wanted), context))
        .onComplete(
            answers -> {
              if (call.cameBack(number, answers.get(0)) && !isCancelled) {
                send(call);
              } else {
                arrived(call, number, () -> take(call, fetch, answers.get(0)));
              }
            },
            bug -> arrived(call, number, () -> broken(call, bug)));
  }

  private void arrived(Call call, int number, Runnable then) {
    if (call.isTry(number)) {
      underWay.remove(call);
      call.stopKeeping();
      then.run();
    }
  }

  private void take(Call call, Fetch fetch, Lookup answer) {
    if (answer instanceof Lookup.Found found) {
      found(call, fetch, path.filters().applyTo(found.profile()));
    } else if (answer instanceof Lookup.Failed failed) {
      failed(call, failed.failure());
    } else {
      absent(call, fetch);
    }
  }

  private void found(Call call, Fetch started, Profile profile) {
    if (flight.reference() instanceof Mpid asked && !asked.equals(profile.head().mpid())) {
      path.events().otherProfileHeld();
      failed(call, new ProfileFailure(ProfileFailure.Code.UNAVAILABLE));
      return;
    }
    boolean isWithheld = path.filters().optOut().withholds(profile.head());
    Fetch fetch = isWithheld ? learnedNow(started) : started;
    steps.learn(new Known.Held(new Copies(profile.head(), fetch, copies(profile, fetch))));
    Map<Part, ProfileFailure> missing = missing(profile);
    path.failures().add(flight.reference(), missing, steps.lane());
    steps.complete(call.parts(), Learned.fetched(steps.known(), fetch).failed(missing));
    if (isWithheld && !call.isLeased()) {
      tellOptOut(profile, started, fetch);
    } else if (flight.isInvalidated() && !isWithheld) {
      var unused = call.release();
    } else {
      // The shared cache knows what was dropped of whom, so an opt-out gets there although
      // something was.
      call.fill(new Lookup.Found(profile), fetch);
    }
  }

  /**
   * Others must hear of it, though nobody else was kept from asking. A claim of no parts says when it is, and whether the profile was
   * dropped since the call began: others hold nothing of it then, and not even that its user opted out comes back.
   */
  private void tellOptOut(Profile profile, Fetch started, Fetch learned) {
    SharedCache shared = path.shared();
    boolean wasDropped = flight.isInvalidated() && flight.reference() instanceof Mpid;
    if (shared != null && !wasDropped) {
      SharedCache.Query nothing = new SharedCache.Query(profile.head().mpid(), Parts.NONE);
      var unused = steps
          .span()
          .around(
              Span.Work.SHARED_CACHE,
              "fill",
              () -> shared
                  .claim(nothing, null, true, FlightBatch.LIMIT)
                  .compose(claim -> wasDroppedSince(started, claim)
                      ? claim.lease().release()
                      : claim.lease().fill(new Lookup.Found(profile), learned)));
    }
  }

  private boolean wasDroppedSince(Fetch started, SharedCache.Claim claim) {
    return claim.known() instanceof Known.Dropped
        && path.merging().ends(started.nanos(), claim.known(), path.now());
  }

  private void absent(Call call, Fetch started) {
    Fetch fetch = learnedNow(started);
    steps.learn(new Known.Absent(fetch));
    steps.complete(call.parts(), Learned.fetched(steps.known(), fetch));
    call.fill(new Lookup.Absent(), fetch);
  }

  /** What takes something away counts from when it is learned. */
  private Fetch learnedNow(Fetch started) {
    return new Fetch(started.at(), path.now(), started.stretch());
  }

  private void failed(Call call, ProfileFailure failure) {
    boolean isGivenUp = isCancelled && !call.isSent();
    if (!isGivenUp) {
      path.failures().add(flight.reference(), call.parts(), failure, steps.lane());
    }
    steps.complete(call.parts(), Learned.of(steps.known()).failed(call.parts(), failure));
    // There may be room for others where there is none for a refresh.
    boolean isOfRefresh = steps.isRefresh() && failure.code() == ProfileFailure.Code.RATE_LIMITED;
    // So may others do better where this instance did not even ask; the quota is that of all.
    boolean isOwn = !call.isSent() && failure.code() != ProfileFailure.Code.RATE_LIMITED;
    if (isGivenUp || isOfRefresh || isOwn) {
      var unused = call.release();
    } else {
      call.failed(failure);
    }
  }

  private void broken(Call call, Throwable bug) {
    steps.complete(call.parts(), Learned.broken(steps.known(), bug));
    var unused = call.release();
  }

  private static Map<Part, PartCopy> copies(Profile profile, Fetch fetch) {
    Map<Part, PartCopy> copies = new EnumMap<>(Part.class);
    profile.parts().forEach(part -> {
      if (profile.part(part) instanceof PartLookup.Had had) {
        copies.put(part, new PartCopy(had.content(), fetch));
      }
    });
    return copies;
  }

  private static Map<Part, ProfileFailure> missing(Profile profile) {
    Map<Part, ProfileFailure> missing = Map.of();
    for (Part part : profile.parts().members()) {
      if (profile.part(part) instanceof PartLookup.Missing lost) {
        missing = missing.isEmpty() ? new EnumMap<>(Part.class) : missing;
        missing.put(part, lost.failure());
      }
    }
    return missing;
  }

  /**
   * Asks once more for what is not really asked for yet, as urgently as the flight is now; for what waits to be tried once
   * more too. What is on the wire finishes.
   *
   * @param wasRefresh whether nobody waited before: a lease for that keeps no one from asking who waits in another instance
   */
  void sendAnew(boolean wasRefresh) {
    for (Call call : List.copyOf(underWay)) {
      if (call.isSent()) {
        call.callBack();
      } else if (wasRefresh && call.isLeased()) {
        claimAnew(call);
      } else {
        send(call);
      }
    }
  }

  private void claimAnew(Call call) {
    int number = call.tryAnew();
    arrived(call, number, () -> {
      steps.claims().claim(call.parts(), Deadline.after(FlightBatch.LIMIT, path.nanoTime()));
      var unused = call.release();
    });
  }

  /** Nobody waits any more: what is not asked for yet need not be, and nothing is tried once more. */
  void cancel() {
    isCancelled = true;
    List.copyOf(underWay).forEach(call -> call.cancellation().cancel());
  }

  /** Somebody waits again: what comes back because it was not tried once more is asked for anew. */
  void revive() {
    if (isCancelled) {
      isCancelled = false;
      underWay.forEach(Call::callBack);
    }
  }

  /** The parts that are really asked for, and not answered yet. */
  Parts onTheWire() {
    return underWay.stream().filter(Call::isSent).map(Call::parts).reduce(Parts.NONE, Parts::union);
  }

  /** What has not come of {@code parts} by now may never come: nobody else is kept from asking for it. */
  void stopKeeping(Parts parts) {
    underWay.stream()
        .filter(call -> !call.parts().common(parts).isEmpty())
        .forEach(Call::stopKeeping);
  }
}
