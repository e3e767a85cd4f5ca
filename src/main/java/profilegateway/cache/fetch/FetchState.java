package profilegateway.cache.fetch;

import java.util.List;
import profilegateway.profile.Lane;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileReference;

/**
 * The state of one fetch: parts of one profile, the lookups that wait for them, and the upstream calls that bring them. Immutable;
 * {@link FetchReducer} has the rules. Times are in nanoseconds of the monotonic clock.
 *
 * <p>Invariants: each waiter needs at least one pending part; an ended fetch has no waiters; a fetch of priority {@code BACKGROUND}
 * has no waiters.
 *
 * @param pending parts that are not fetched yet and have not failed. Lookups can join for these until the fetch ends
 * @param outcome what is known about the profile so far
 * @param calls upstream calls in progress. They may outlast the fetch; their answers are stored all the same
 * @param callCount number of calls started so far
 * @param followed pending parts that another instance is fetching; they are claimed again when {@link FetchTimer#FOLLOW} fires
 * @param trustedUntil until when that instance is assumed to go on fetching although the shared cache does not answer
 * @param lane priority of the calls; {@code BACKGROUND} for a refresh, which has no waiters
 * @param deadline latest deadline of a lookup that joined; of a refresh, its own
 * @param isOverdue whether the deadline has passed and the fetch waits only for requests on the wire
 * @param sharedUntil until when the fetch may wait for the shared cache
 * @param isSharedRead whether the shared cache was read before the fetch started
 * @param isAbandoned whether the last waiter left: calls are not retried unless another lookup joins
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

  /** Progress of a fetch. */
  enum Stage {
    /** Registered, so that lookups can join it, but not started. */
    NEW,
    /** Started. */
    OPEN,
    /** Complete, or abandoned before a request was made: lookups can no longer join it. */
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

  /** Whether the answer to this attempt of this call is still expected; any other answer is ignored. */
  boolean awaits(int call, int attempt) {
    for (UpstreamCall one : calls) {
      if (one.number() == call && one.attempt() == attempt) {
        return true;
      }
    }
    return false;
  }
}
