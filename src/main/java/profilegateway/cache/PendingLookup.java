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
import profilegateway.cache.fetch.FetchOutcome;
import profilegateway.cache.fetch.FetchRunner;
import profilegateway.cache.fetch.FetchStart;
import profilegateway.cache.fetch.LoopAffinity;
import profilegateway.cache.fetch.SharedReadBatch;
import profilegateway.cache.fetch.SingleFlight;
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
 * A lookup that entries in this process do not answer: it joins the fetches that bring the missing parts, and is answered when they
 * are complete, or at its deadline. Confined to the event loop that it was made on.
 */
final class PendingLookup implements FetchRunner.Waiter {
  private final LookupTools tools;
  private final Wanted wanted;
  private final ReadContext context;
  private final long sharedUntil;
  private final long id;
  private final LoopAffinity home = LoopAffinity.here();
  private final Promise<Lookup> answer = Promise.promise();
  private final List<FetchRunner> joined = new ArrayList<>(2);
  private final List<FetchRunner> started = new ArrayList<>(1);
  private final int drops;
  private ProfileReference reference;
  private FetchOutcome outcome;
  private boolean isIdentityReadAgain;
  private boolean isSettled;
  private Timer.@Nullable Alarm end;

  /**
   * A lookup that has joined no fetch yet.
   *
   * @param sharedUntil time limit for the first reply of the shared cache, in nanoseconds of the monotonic clock. A joined fetch may have
   *     a later limit of its own; to leave it then would cost a call for parts that are about to arrive
   */
  PendingLookup(LookupTools tools, Wanted wanted, ReadContext context, long sharedUntil) {
    this.tools = tools;
    this.wanted = wanted;
    this.context = context;
    this.sharedUntil = sharedUntil;
    this.id = tools.fetches().nextWaiterId();
    this.drops = tools.fetches().drops();
    this.reference = tools.levels().local().follow(wanted.reference());
    this.outcome = FetchOutcome.of(tools.levels().local().sure(reference));
  }

  @Override
  public long id() {
    return id;
  }

  /** The answer, on the event loop of the lookup; fails on a bug only. */
  Future<Lookup> answer() {
    return answer.future();
  }

  /**
   * Joins the fetches that bring the missing parts, or answers if there are none.
   *
   * @param isSharedRead whether the shared cache was read already
   * @return a new fetch, which the caller has to start; null if there is none
   */
  @Nullable
  FetchRunner join(boolean isSharedRead) {
    Parts missing = missing(CopyState.STALE_WHILE_REVALIDATE);
    // The shared cache may hold what could not be fetched here.
    boolean isAllRead = isSharedRead || tools.levels().shared() == null;
    Map<Part, ProfileFailure> failed =
        isAllRead ? tools.levels().failures().of(reference, missing, wanted.lane()) : Map.of();
    outcome = outcome.withFailures(failed);
    Parts rest = missing.minus(Parts.of(failed.keySet()));
    if (rest.isEmpty()) {
      settle(ProfileFailure.Code.UNAVAILABLE);
      return null;
    }
    long deadline = deadline(rest);
    SingleFlight.Joining joining = tools
        .fetches()
        .join(
            reference,
            rest,
            this,
            wanted.lane(),
            deadline,
            parts -> start(deadline(parts), isSharedRead));
    joined(joining, rest, deadline);
    return joining.started();
  }

  private void joined(SingleFlight.Joining joining, Parts wanted, long deadline) {
    FetchRunner own = joining.started();
    Parts others = own == null ? wanted : wanted.minus(own.pending());
    if (!others.isEmpty()) {
      tools.events().joined(others);
    }
    joined.addAll(joining.joined());
    if (own != null) {
      joined.add(own);
      started.add(own);
    }
    expireAt(deadline);
    // This comes last, as a fetch may complete at once.
    for (FetchRunner fetch : joining.joined()) {
      context.span().joined(fetch.span());
      fetch.perform();
    }
  }

  private FetchStart start(long deadline, boolean isSharedRead) {
    return new FetchStart(
        outcome.known(),
        drops,
        isSharedRead,
        wanted.lane(),
        deadline,
        context.ledger(),
        context.span());
  }

  /** Those parts without an entry that is at least as good as {@code least}. */
  private Parts missing(CopyState least) {
    return tools.missing(least, wanted.parts(), outcome.known());
  }

  private long deadline(Parts parts) {
    return tools.deadline(parts, outcome.known(), context.deadline());
  }

  private void expireAt(long deadline) {
    cancelTimer();
    Duration left = Duration.ofNanos(Math.max(0, deadline - tools.time().now()));
    end = tools
        .time()
        .timer()
        .after(left.plus(SingleFlight.LAST_WORD), () -> giveUp(ProfileFailure.Code.TIMEOUT));
  }

  @Override
  public void completed(FetchRunner fetch, FetchOutcome news) {
    home.run(() -> {
      joined.remove(fetch);
      if (!isSettled) {
        outcome = outcome.then(news, tools.rules().merging(), tools.time().now());
        if (joined.isEmpty()) {
          next();
        }
      }
    });
  }

  private void next() {
    Mpid owner = outcome.owner();
    boolean isLinked = !reference.equals(wanted.reference());
    if (outcome.bug() != null) {
      end();
      answer.fail(outcome.bug());
    } else if (owner != null) {
      goOn(owner, outcome.ofOwner(), outcome.isOwnerRead());
    } else if (outcome.known() instanceof Known.Absent && isLinked && !isIdentityReadAgain) {
      // The identity may belong to another profile by now.
      isIdentityReadAgain = true;
      goOn(wanted.reference(), FetchOutcome.of(new Known.Nothing()), false);
    } else {
      settle(ProfileFailure.Code.UNAVAILABLE);
    }
  }

  private void goOn(ProfileReference next, FetchOutcome known, boolean isSharedRead) {
    reference = next;
    outcome = known;
    FetchRunner own = join(isSharedRead);
    if (own != null) {
      // Even after a long call the shared cache comes first: another instance may have the entry.
      SharedReadBatch reads = tools.fetches().batch(tools.fetches().further(sharedUntil));
      own.start(reads);
      reads.send();
    }
  }

  /** Called when the caller no longer waits for the answer. */
  void cancel() {
    if (!isSettled) {
      giveUp(ProfileFailure.Code.UNAVAILABLE);
    }
  }

  /** Answers with what is known, and leaves the fetches to the other lookups. */
  private void giveUp(ProfileFailure.Code because) {
    settle(because);
    List.copyOf(joined).forEach(fetch -> fetch.leave(this));
  }

  /** Answers with what is known. {@code otherwise} is the failure of unknown parts without a failure of their own. */
  private void settle(ProfileFailure.Code otherwise) {
    end();
    Lookup last =
        tools.assembler().last(wanted.parts(), outcome, otherwise, tools.time().now());
    boolean isPaid = started.stream().anyMatch(FetchRunner::isAnySent);
    if (!(last instanceof Lookup.Failed) && !isPaid) {
      context.ledger().saved(wanted.lane(), 1);
    }
    Parts old = missing(CopyState.FRESH).minus(outcome.fetchedParts());
    if (!old.isEmpty()) {
      servedStale(old, last);
    }
    answer.complete(last);
  }

  /** Reports and refreshes stale entries that were served; {@code old} are the parts that are not fresh and were not fetched just now. */
  private void servedStale(Parts old, Lookup last) {
    Parts tooOld = missing(CopyState.STALE_WHILE_REVALIDATE);
    Parts onError = old.common(tooOld).minus(missing(CopyState.STALE_IF_ERROR));
    if (last instanceof Lookup.Found && !onError.isEmpty()) {
      tools.events().servedOnError(onError);
    }
    tools.refresher().refresh(reference, old.minus(tooOld), outcome.known(), drops, context.span());
  }

  private void end() {
    isSettled = true;
    cancelTimer();
  }

  private void cancelTimer() {
    if (end != null) {
      end.cancel();
      end = null;
    }
  }
}
