package profilegateway.cache.fetch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.CopyState;
import profilegateway.cache.copies.Known;
import profilegateway.profile.Lane;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.ProfileReference;

/** Mutable copy of a {@link FetchState} during one step of {@link FetchReducer}. Not shared; discarded after the step. */
final class FetchDraft {
  final FetchRules rules;
  final long now;
  final ProfileReference reference;
  FetchState.Stage stage;
  Parts pending;
  FetchOutcome outcome;
  Waiters waiters;
  /** Replaced, never changed. */
  List<UpstreamCall> calls;

  int callCount;
  Parts followed;
  long trustedUntil;
  Lane lane;
  long deadline;
  boolean isOverdue;
  long sharedUntil;
  final boolean isSharedRead;
  boolean isAbandoned;
  boolean isAnySent;
  private final List<FetchEffect> effects = new ArrayList<>(4);

  FetchDraft(FetchState state, FetchRules rules, long now) {
    this.rules = rules;
    this.now = now;
    this.reference = state.reference();
    this.stage = state.stage();
    this.pending = state.pending();
    this.outcome = state.outcome();
    this.waiters = state.waiters();
    this.calls = state.calls();
    this.callCount = state.callCount();
    this.followed = state.followed();
    this.trustedUntil = state.trustedUntil();
    this.lane = state.lane();
    this.deadline = state.deadline();
    this.isOverdue = state.isOverdue();
    this.sharedUntil = state.sharedUntil();
    this.isSharedRead = state.isSharedRead();
    this.isAbandoned = state.isAbandoned();
    this.isAnySent = state.isAnySent();
  }

  Step toStep() {
    FetchState state = new FetchState(
        reference,
        stage,
        pending,
        outcome,
        waiters,
        calls,
        callCount,
        followed,
        trustedUntil,
        lane,
        deadline,
        isOverdue,
        sharedUntil,
        isSharedRead,
        isAbandoned,
        isAnySent);
    return new Step(state, effects);
  }

  void add(FetchEffect effect) {
    effects.add(effect);
  }

  void setTimer(FetchEffect.Timer timer, Duration delay) {
    add(new FetchEffect.SetTimer(timer, delay, 0));
  }

  /** Whether the fetch replaces stale entries and no lookup waits for it. */
  boolean isRefresh() {
    return lane == Lane.BACKGROUND;
  }

  boolean hasEnded() {
    return stage == FetchState.Stage.ENDED;
  }

  Known known() {
    return outcome.known();
  }

  /** Merges {@code news} and {@code local}, what this process holds by now. */
  void learn(Known news, Known local) {
    Known joined = rules.merging().join(known(), news, now);
    outcome = outcome.with(rules.merging().join(joined, local, now));
  }

  /**
   * As {@link #learn}, with {@code news} of the shared cache: entries that it lacks although it should hold them were invalidated, and
   * are removed.
   */
  void verify(Known news, Known local) {
    Known verified = rules.merging().verified(known(), news, now);
    outcome = outcome.with(rules.merging().join(verified, local, now));
  }

  /** Completes the parts whose entries are good enough; for a refresh they have to be young. */
  void completeServing() {
    complete(
        isRefresh()
            ? rules.lifetimes().young(pending, known(), now)
            : rules.lifetimes().upTo(CopyState.STALE_WHILE_REVALIDATE, pending, known(), now));
  }

  /** Completes pending parts that failed a moment ago; a refresh tries all the same. */
  void completeFailed(Map<Part, ProfileFailure> recent) {
    Parts failed = Parts.of(recent.keySet()).common(pending);
    if (!failed.isEmpty() && !isRefresh()) {
      outcome = outcome.withFailures(recent);
      complete(failed);
    }
  }

  void fail(Parts parts, ProfileFailure failure) {
    if (!parts.isEmpty() && !hasEnded()) {
      outcome = outcome.withFailure(parts, failure);
      complete(parts);
    }
  }

  /**
   * Completes the fetch, and its waiters continue with the profile of {@code owner}. Does nothing and returns false if {@code owner}
   * is null.
   */
  boolean redirect(@Nullable Mpid owner, boolean isOwnerRead) {
    if (owner != null) {
      outcome = outcome.withOwner(owner, isOwnerRead);
      complete(pending);
    }
    return owner != null;
  }

  /** Completes parts: answers the waiters that need no other pending part, and ends the fetch after the last part. */
  void complete(Parts parts) {
    if (hasEnded() || parts.isEmpty()) {
      return;
    }
    pending = pending.minus(parts);
    if (pending.isEmpty()) {
      end();
    }
    Waiters left = Waiters.NONE;
    for (Waiters.Waiter waiter : waiters.oldestFirst()) {
      if (waiter.parts().common(pending).isEmpty()) {
        add(new FetchEffect.Answer(waiter.id(), outcome.since(waiter.fetchesBefore())));
      } else {
        left = left.with(waiter);
      }
    }
    waiters = left;
  }

  /** Ends the fetch: lookups can no longer join it. Calls in progress continue. */
  void end() {
    if (stage == FetchState.Stage.OPEN) {
      add(new FetchEffect.CancelTimer(FetchEffect.Timer.DEADLINE));
    }
    if (!followed.isEmpty()) {
      add(new FetchEffect.CancelTimer(FetchEffect.Timer.FOLLOW));
      followed = Parts.NONE;
    }
    stage = FetchState.Stage.ENDED;
    add(new FetchEffect.End());
  }

  /** What follows from an event: the next state, and what has to be done, in order. */
  record Step(FetchState state, List<FetchEffect> effects) {}
}
