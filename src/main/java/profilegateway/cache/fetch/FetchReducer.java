package profilegateway.cache.fetch;

import java.time.Duration;
import profilegateway.cache.copies.CopyState;
import profilegateway.cache.copies.Known;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileFailure;

/**
 * Decides how a fetch goes on. A pure function: no lock, no future, no clock, no randomness. {@link FetchRunner} calls it and performs
 * the effects.
 *
 * <p>The usual course: {@code Started} → {@code ReadShared} → {@code SharedRead} → {@code Claim} → {@code Claimed} → {@code Call} →
 * {@code CallSent} → {@code CallAnswered} → {@code End}, {@code Answer}, {@code Fill}. At each of these steps, entries that can be
 * served complete their parts. A refresh starts with {@code Claim}; without a shared cache a fetch starts with {@code Call}.
 *
 * <p>What happens next when
 *
 * <ul>
 *   <li><b>the holder of a lease dies</b> ({@link LeaseSteps}): a follower claims the busy parts again every 40 ms. The lease expires a
 *       second after it was last extended; then the shared cache grants the parts to one follower, which calls. If the shared cache
 *       does not answer claims either, followers trust the holder for 250 ms, then call without a lease
 *   <li><b>the last waiter leaves during a call</b> ({@link #left}): before a request to mParticle, the fetch ends and its calls are
 *       cancelled; nothing is recorded as a failure. After a request, the fetch stays joinable: the call completes, its answer is
 *       stored and serves lookups that have joined since, but the call is not retried. If a lookup joins and the call then ends for lack
 *       of a retry, it is made again
 *   <li><b>an entry is purged while it is being fetched</b>: {@link SingleFlight} removes the fetch, so that no lookup joins it any
 *       more, and marks it as invalidated. Waiters are answered with what comes. Nothing of it is kept here ({@link FetchRunner.Guard}), and
 *       the lease is released instead of filled ({@link CallSteps}); only an opt-out is still shared
 *   <li><b>mParticle answers 429</b>: the upstream source retries as long as the deadline permits, and answers RATE_LIMITED when it
 *       gives up. The pending parts of the call fail for all waiters, which fall back on stale entries. The failure is recorded for a
 *       second, in this process and under the lease for other instances. For a refresh the lease is released instead, because a lookup
 *       may get a permit where a refresh gets none
 *   <li><b>a lookup joins a refresh</b> ({@link #joined}): the fetch takes the lookup's priority and deadline. A call on the wire
 *       completes; a call that waits for its permit is made again with the new priority, under a new lease that does not yield
 *   <li><b>the deadline passes</b> ({@link #deadline}): parts without a request on the wire fail with TIMEOUT. A request on the wire can
 *       be joined for ten more seconds
 * </ul>
 */
final class FetchReducer {
  /** A call that ends at its deadline has this long to report its failure. */
  static final Duration LAST_WORD = Duration.ofMillis(20);

  /** A request that is on the wire at the deadline can be joined until it ends, at most for this long. */
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

  /** Minimum wait for each reply of the shared cache after the first, even if the time limit is nearly used up. */
  private static final Duration SECOND_REPLY = Duration.ofMillis(20);

  /** Shared, as it has no stack trace. */
  @SuppressWarnings("StaticAssignmentOfThrowable")
  static final ProfileFailure TIMEOUT = new ProfileFailure(ProfileFailure.Code.TIMEOUT);

  private final FetchRules rules;

  FetchReducer(FetchRules rules) {
    this.rules = rules;
  }

  /** What follows from {@code event}; {@code now} is nanoseconds of the monotonic clock. */
  FetchDraft.Step next(FetchState state, FetchEvent event, long now) {
    FetchDraft draft = new FetchDraft(state, rules, now);
    apply(event, draft);
    return draft.toStep();
  }

  private static void apply(FetchEvent event, FetchDraft draft) {
    if (event instanceof FetchEvent.Started started) {
      started(draft, started);
    } else if (event instanceof FetchEvent.Joined joined) {
      joined(draft, joined);
    } else if (event instanceof FetchEvent.Left left) {
      left(draft, left);
    } else if (event instanceof FetchEvent.SharedRead read) {
      sharedRead(draft, read);
    } else if (event instanceof FetchEvent.SharedUnreachable unreachable) {
      sharedUnreachable(draft, unreachable.local());
    } else if (event instanceof FetchEvent.Claimed claimed) {
      LeaseSteps.claimed(draft, claimed);
    } else if (event instanceof FetchEvent.ClaimUnanswered unanswered) {
      LeaseSteps.unanswered(draft, unanswered.claimed());
    } else if (event instanceof FetchEvent.CallSent sent) {
      CallSteps.sent(draft, sent.call());
    } else if (event instanceof FetchEvent.CallAnswered answered) {
      CallSteps.answered(draft, answered);
    } else if (event instanceof FetchEvent.CallBroken broken) {
      CallSteps.broken(draft, broken);
    } else {
      fired(draft, ((FetchEvent.TimerFired) event).timer());
    }
  }

  private static void started(FetchDraft draft, FetchEvent.Started event) {
    if (draft.hasEnded()) {
      return;
    }
    draft.stage = FetchState.Stage.OPEN;
    draft.sharedUntil = event.sharedUntil();
    FetchEvent.LocalView local = event.local();
    draft.learn(local.verified(), local.verified());
    draft.completeServing();
    if (draft.isSharedRead || !draft.rules.hasSharedCache()) {
      draft.completeFailed(local.failures());
    }
    if (draft.hasEnded()) {
      return;
    }
    watch(draft);
    if (draft.isSharedRead) {
      LeaseSteps.claim(draft, draft.pending, draft.sharedUntil);
    } else if (draft.rules.hasSharedCache() && draft.sharedUntil - draft.now > 0) {
      draft.add(new FetchEffect.ReadShared(draft.pending));
    } else {
      sharedUnreachable(draft, local);
    }
  }

  private static void sharedRead(FetchDraft draft, FetchEvent.SharedRead event) {
    draft.verify(event.news(), event.local().verified());
    report(draft);
    boolean isOwnerRead = event.news() instanceof Known.Held;
    if (draft.hasEnded() || draft.redirect(event.local().owner(), isOwnerRead)) {
      return;
    }
    draft.completeServing();
    draft.completeFailed(event.local().failures());
    draft.sharedUntil = further(draft.sharedUntil, draft.now);
    LeaseSteps.claim(draft, draft.pending, draft.sharedUntil);
  }

  /** Time limit for the next reply of the shared cache: {@code until}, but not earlier than {@link #SECOND_REPLY} from {@code now}. */
  static long further(long until, long now) {
    return now + Math.max(until - now, SECOND_REPLY.toNanos());
  }

  private static void report(FetchDraft draft) {
    Parts wanted = draft.pending;
    Parts fresh = draft.rules.lifetimes().upTo(CopyState.FRESH, wanted, draft.known(), draft.now);
    Parts serving = draft
        .rules
        .lifetimes()
        .upTo(CopyState.STALE_WHILE_REVALIDATE, wanted, draft.known(), draft.now);
    draft.add(new FetchEffect.ReportRead(draft.known(), wanted, fresh, serving.minus(fresh)));
  }

  /** Entries that may have been invalidated elsewhere serve: no instance can tell whether they were. */
  private static void sharedUnreachable(FetchDraft draft, FetchEvent.LocalView local) {
    draft.learn(local.unverified(), local.unverified());
    if (draft.hasEnded() || draft.redirect(local.owner(), false)) {
      return;
    }
    draft.completeServing();
    draft.completeFailed(local.failures());
    CallSteps.start(draft, draft.pending, null);
  }

  private static void joined(FetchDraft draft, FetchEvent.Joined event) {
    Parts parts = draft.pending.common(event.parts());
    draft.waiters = draft.waiters.with(
        new Waiters.Waiter(event.waiter(), parts, draft.outcome.fetched().size()));
    if (draft.isAbandoned) {
      draft.isAbandoned = false;
      draft.calls.forEach(call -> CallSteps.recall(draft, call));
    }
    boolean wasRefresh = draft.isRefresh();
    boolean isMoreUrgent = event.lane().compareTo(draft.lane) < 0;
    // The deadline of a refresh is later than that of any lookup, which would wait too long.
    boolean isTakenOver = wasRefresh && isMoreUrgent;
    if (isTakenOver || event.deadline() - draft.deadline > 0) {
      draft.deadline = event.deadline();
      if (draft.stage == FetchState.Stage.OPEN) {
        draft.isOverdue = false;
        watch(draft);
      }
    }
    if (isMoreUrgent) {
      draft.lane = event.lane();
      hurry(draft, wasRefresh);
    }
  }

  /** Repeats unsent calls with the new priority. A call with a request on the wire is repeated only if it ends for lack of a retry. */
  private static void hurry(FetchDraft draft, boolean wasRefresh) {
    for (UpstreamCall call : draft.calls) {
      if (call.isSent()) {
        CallSteps.recall(draft, call);
      } else if (wasRefresh && call.lease() != null) {
        // The lease of a refresh yields: it does not keep other instances from fetching.
        CallSteps.drop(draft, call);
        LeaseSteps.claimAgain(draft, call.parts());
        draft.add(new FetchEffect.Release(call.lease()));
      } else {
        CallSteps.retry(draft, call);
      }
    }
  }

  private static void left(FetchDraft draft, FetchEvent.Left event) {
    Waiters others = draft.waiters.without(event.waiter());
    boolean isLast = !draft.waiters.isEmpty() && others.isEmpty();
    draft.waiters = others;
    if (isLast && !draft.hasEnded()) {
      if (!draft.isAnySent) {
        draft.end();
      }
      draft.isAbandoned = true;
      draft.calls.forEach(call -> draft.add(new FetchEffect.CancelCall(call.number())));
    }
  }

  private static void fired(FetchDraft draft, FetchEffect.Timer timer) {
    switch (timer.kind()) {
      case DEADLINE -> deadline(draft);
      case FOLLOW -> LeaseSteps.followedLongEnough(draft);
      case KEEP_LEASE -> CallSteps.keepLease(draft, timer.call());
    }
  }

  private static void deadline(FetchDraft draft) {
    if (draft.hasEnded()) {
      return;
    }
    if (draft.isOverdue) {
      giveUp(draft, draft.pending);
    } else if (draft.deadline - draft.now > 0) {
      watch(draft);
    } else {
      Parts onTheWire = draft.pending.common(CallSteps.sentParts(draft));
      giveUp(draft, draft.pending.minus(onTheWire));
      if (!onTheWire.isEmpty()) {
        draft.isOverdue = true;
        draft.setTimer(FetchEffect.Timer.DEADLINE, LONGEST_ANSWER);
      }
    }
  }

  private static void giveUp(FetchDraft draft, Parts parts) {
    CallSteps.stopKeeping(draft, parts);
    draft.fail(parts, TIMEOUT);
  }

  private static void watch(FetchDraft draft) {
    Duration left = Duration.ofNanos(Math.max(0, draft.deadline - draft.now));
    draft.setTimer(FetchEffect.Timer.DEADLINE, left.plus(LAST_WORD));
  }
}
