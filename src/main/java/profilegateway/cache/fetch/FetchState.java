package profilegateway.cache.fetch;

import java.util.List;
import profilegateway.profile.Lane;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileReference;

/**
 * Everything that decides how a fetch goes on: one profile, and the parts of it that are on their way to all lookups that need
 * them. Immutable; {@link FetchReducer} has the rules. Times are of the monotonic clock, in nanoseconds.
 *
 * <p>Invariants: each waiter needs at least one pending part; no waiter needs an ended fetch; a fetch in the background lane has
 * no waiters.
 *
 * @param pending the parts that have not come yet. Lookups can join for these, as long as the fetch has not ended
 * @param outcome what is known so far
 * @param calls the upstream calls under way. They may outlast the fetch: what they bring is kept all the same
 * @param callCount how many calls were started
 * @param followed pending parts that another instance is fetching; they are claimed again soon
 * @param trustedUntil until when that other instance is trusted to go on, although the shared cache does not answer
 * @param lane priority of the calls; {@code BACKGROUND} for a refresh, which has no waiters
 * @param deadline when the most patient waiter stops waiting
 * @param isOverdue whether the deadline has passed and the fetch waits only for calls on the wire
 * @param sharedUntil until when the shared cache may be waited for
 * @param isSharedRead whether the shared cache was read before the fetch started
 * @param isAbandoned whether the last waiter left during a call: nothing is tried again, unless a lookup joins
 * @param isAnySent whether any call made a request to mParticle
 */
record FetchState(
    ProfileReference reference,
    Stage stage,
    Parts pending,
    FetchOutcome outcome,
    Waiters waiters,
    List<UpstreamCall> calls,
    int callCount,
    Parts followed,
    long trustedUntil,
    Lane lane,
    long deadline,
    boolean isOverdue,
    long sharedUntil,
    boolean isSharedRead,
    boolean isAbandoned,
    boolean isAnySent) {

  /** How far a fetch has come. */
  enum Stage {
    /** Registered, so that lookups can join it, but not started. */
    NEW,
    /** Started. */
    OPEN,
    /** Complete, or abandoned before a request was made: lookups cannot join it any more. */
    ENDED
  }

  FetchState {
    calls = List.copyOf(calls);
  }

  /** A fetch that has not started, and has no waiter yet. */
  static FetchState of(ProfileReference reference, Parts parts, FetchStart start, long now) {
    return new FetchState(
        reference,
        Stage.NEW,
        parts,
        FetchOutcome.of(start.known()),
        Waiters.NONE,
        List.of(),
        0,
        Parts.NONE,
        now,
        start.lane(),
        start.deadline(),
        false,
        now,
        start.isSharedRead(),
        false,
        false);
  }

  /** The parts of {@code wanted} for which a lookup can join. */
  Parts joinable(Parts wanted) {
    return stage == Stage.ENDED ? Parts.NONE : pending.common(wanted);
  }

  boolean hasEnded() {
    return stage == Stage.ENDED;
  }

  /** Whether the answer to an attempt of a call is still of use. */
  boolean awaits(int call, int attempt) {
    for (UpstreamCall one : calls) {
      if (one.number() == call && one.attempt() == attempt) {
        return true;
      }
    }
    return false;
  }
}
