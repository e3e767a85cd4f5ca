package profilegateway.cache;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.CopyState;
import profilegateway.cache.copies.Known;
import profilegateway.profile.Deadline;
import profilegateway.profile.Identity;
import profilegateway.profile.Lane;
import profilegateway.profile.Ledger;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.ProfileReference;
import profilegateway.profile.Span;
import profilegateway.profile.Timer;

/**
 * The steps by which the parts of a {@link Flight} come: copies that were made since it was joined, copies that all instances share,
 * {@link LeaseClaims} to fetch what is not among these, and {@link Calls}. Confined to the event loop that it was made on.
 */
final class FlightSteps {
  /** What ends at a deadline itself has this long to say how. */
  static final Duration LAST_WORD = Duration.ofMillis(20);

  /** A call that is on the wire when nobody waits any more can be joined until it ends; it does so long before this. */
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

  private final CachePath path;
  private final Flight flight;
  private final ProfileReference reference;
  private final Start start;
  private final HomeLoop home = HomeLoop.here();
  private final LeaseClaims claims;
  private final Calls calls;
  private Known known;
  private volatile Lane lane;
  private volatile Deadline deadline;
  private Timer.@Nullable Alarm end;

  /** @param known what is known of the profile for sure */
  FlightSteps(CachePath path, Flight flight, Known known, Start start) {
    this.path = path;
    this.flight = flight;
    this.reference = flight.reference();
    this.start = start;
    this.known = known;
    this.lane = start.lane();
    this.deadline = start.deadline();
    this.claims = new LeaseClaims(path, flight, this);
    this.calls = new Calls(path, flight, this, start.ledger());
  }

  /**
   * What a flight starts with.
   *
   * @param known what was known of the profile for sure
   * @param drops how often something had been dropped when that was learned
   * @param wasRead whether the shared cache has said already what it holds
   * @param ledger where it is written down what it costs
   * @param span what it is part of in a trace: the batch of whoever started it
   */
  record Start(
      Known known,
      int drops,
      boolean wasRead,
      Lane lane,
      Deadline deadline,
      Ledger ledger,
      Span span) {}

  boolean wasRead() {
    return start.wasRead();
  }

  int drops() {
    return start.drops();
  }

  Span span() {
    return start.span();
  }

  /** Whether it brings newer copies that nobody waits for. */
  boolean isRefresh() {
    return lane == Lane.BACKGROUND;
  }

  Known known() {
    return known;
  }

  Lane lane() {
    return lane;
  }

  /** When the last of those who wait stops waiting: somebody more patient may still come. */
  Deadline deadline() {
    return Deadline.moving(() -> deadline);
  }

  LeaseClaims claims() {
    return claims;
  }

  Calls calls() {
    return calls;
  }

  /** The first step. Says whether anything is left to be asked for. */
  boolean begin() {
    known = path.merging().join(known, path.local().sure(reference), path.now());
    completeWhatServes();
    if (wasRead() || path.shared() == null) {
      completeWhatFailed();
    }
    boolean isOpen = !flight.pending().isEmpty() && !flight.isClosed();
    if (isOpen) {
      watch();
    }
    return isOpen;
  }

  /** The shared cache said what it holds. */
  void read(Known held, Deadline limit) {
    Known news = checked(held);
    known = path.merging().verified(known, news, path.now());
    keep(news, path.local()::verify);
    tellRead();
    if (!goesOnElsewhere(news)) {
      completeWhatServes();
      completeWhatFailed();
      claims.claim(flight.pending(), limit);
    }
  }

  private void tellRead() {
    Parts wanted = flight.pending();
    Parts fresh = path.lifetimes().upTo(CopyState.FRESH, wanted, known, path.now());
    Parts serving =
        path.lifetimes().upTo(CopyState.STALE_WHILE_REVALIDATE, wanted, known, path.now());
    path.told(CacheEvents.Level.SHARED, known, wanted, fresh, serving.minus(fresh));
  }

  /** Once it is known whose an identity is, it is asked for by mpid, so that it is joined with whoever does so too. */
  private boolean goesOnElsewhere(Known news) {
    if (!(reference instanceof Identity identity)) {
      return false;
    }
    Mpid told = ownerOf(news);
    Mpid owner = told == null ? path.local().linked(identity) : told;
    return goesOnElsewhere(owner, told != null);
  }

  private boolean goesOnElsewhere(@Nullable Mpid owner, boolean wasRead) {
    if (owner != null) {
      complete(flight.pending(), Learned.elsewhere(known, owner, wasRead));
    }
    return owner != null;
  }

  /** The shared cache could not be asked. Copies that may have been dropped elsewhere serve: nobody can say that they were. */
  void unreadable() {
    known = path.merging().join(known, path.local().known(reference), path.now());
    Mpid owner = reference instanceof Identity identity ? path.local().linked(identity) : null;
    if (!goesOnElsewhere(owner, false)) {
      completeWhatServes();
      completeWhatFailed();
      claims.passOver(flight.pending());
    }
  }

  /** Takes in what was found out of the profile, for all to use. */
  void learn(Known news) {
    Known checked = checked(news);
    if (!(checked instanceof Known.Nothing)) {
      known = path.merging().join(known, checked, path.now());
      keep(checked, path.local()::learn);
    }
  }

  private void keep(Known news, Keeping keeping) {
    Mpid owner = ownerOf(news);
    known = path.merging()
        .join(known, keeping.keep(owner == null ? reference : owner, news, flight), path.now());
    if (reference instanceof Identity identity && news instanceof Known.Held held) {
      path.local().link(identity, held.copies().head().mpid(), held.copies().fetch(), flight);
    }
  }

  private static @Nullable Mpid ownerOf(Known news) {
    return news instanceof Known.Held held ? held.copies().head().mpid() : null;
  }

  /** What is told of another profile than the one asked for is worth nothing. */
  private Known checked(Known news) {
    Mpid owner = ownerOf(news);
    if (owner == null || reference instanceof Identity || owner.equals(reference)) {
      return news;
    }
    path.events().otherProfileHeld();
    return new Known.Nothing();
  }

  /** Completes what is known well enough: a refresh is after what is young. */
  void completeWhatServes() {
    Parts wanted = flight.pending();
    Parts serving = isRefresh()
        ? path.lifetimes().young(wanted, known, path.now())
        : path.lifetimes().upTo(CopyState.STALE_WHILE_REVALIDATE, wanted, known, path.now());
    if (!serving.isEmpty()) {
      complete(serving, Learned.of(known));
    }
  }

  /** Completes what failed a moment ago, once it is known that nobody else has it: a refresh may try all the same. */
  private void completeWhatFailed() {
    Map<Part, ProfileFailure> failed = path.failures().of(reference, flight.pending(), lane);
    if (!failed.isEmpty() && !isRefresh()) {
      complete(Parts.of(failed.keySet()), Learned.of(known).failed(failed));
    }
  }

  /** Completes parts with what was learned of them. */
  void complete(Parts parts, Learned news) {
    flight.complete(parts, news);
    if (flight.pending().isEmpty()) {
      stopWatching();
    }
  }

  /** Leaves parts out that nobody waits for. Says whether that is so. */
  boolean leaveOut(Parts parts) {
    boolean isLeftOut = flight.leaveOut(parts);
    if (isLeftOut && flight.pending().isEmpty()) {
      stopWatching();
    }
    return isLeftOut;
  }

  private void overdue() {
    if (!deadline.remaining().isZero()) {
      watch();
      return;
    }
    Parts answered = flight.pending().common(calls.onTheWire());
    giveUp(flight.pending().minus(answered));
    if (!answered.isEmpty()) {
      end = path.timer().after(LONGEST_ANSWER, () -> giveUp(flight.pending()));
    }
  }

  private void giveUp(Parts parts) {
    calls.stopKeeping(parts);
    ProfileFailure timeout = new ProfileFailure(ProfileFailure.Code.TIMEOUT);
    complete(parts, Learned.of(known).failed(parts, timeout));
  }

  private void stopWatching() {
    if (end != null) {
      end.cancel();
      end = null;
    }
  }

  /** Somebody came, who may be in more of a hurry, or wait for longer, and who needs what was given up when nobody waited. */
  void hurry(Lane wanted, Deadline until) {
    home.run(() -> {
      calls.revive();
      boolean wasRefresh = isRefresh();
      boolean isMoreUrgent = wanted.compareTo(lane) < 0;
      if (isMoreUrgent) {
        lane = wanted;
      }
      // A refresh has longer than anybody waits, who would not be told that there is no turn.
      boolean isTakenOver = wasRefresh && isMoreUrgent;
      if (isTakenOver || until.remaining().compareTo(deadline.remaining()) > 0) {
        waitUntil(until);
      }
      if (isMoreUrgent) {
        calls.sendAnew(wasRefresh);
      }
    });
  }

  private void waitUntil(Deadline until) {
    deadline = until;
    if (end != null) {
      end.cancel();
      watch();
    }
  }

  private void watch() {
    end = path.timer().after(deadline.remaining().plus(LAST_WORD), this::overdue);
  }

  /** The last who waited went away: what is not asked for yet need not be, and nothing is tried once more. */
  void abandoned() {
    home.run(() -> {
      boolean isNeeded = isRefresh() || !flight.isAbandoned();
      if (!isNeeded && (calls.isAnySent() || flight.closeIfAbandoned())) {
        calls.cancel();
      }
      if (flight.isClosed()) {
        stopWatching();
      }
    });
  }

  /** A way to keep what was learned. */
  private interface Keeping {
    Known keep(ProfileReference reference, Known news, Flight source);
  }
}
