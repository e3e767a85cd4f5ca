package profilegateway.cache.fetch;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.Fetch;
import profilegateway.cache.copies.Known;
import profilegateway.cache.store.SharedCache;
import profilegateway.profile.Lane;
import profilegateway.profile.Lookup;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;
import profilegateway.profile.Profile;
import profilegateway.profile.ProfileFailure;

/** An action that {@link FetchReducer} decides and {@link FetchRunner} performs. */
sealed interface FetchEffect {

  /**
   * Read the shared cache, in one round trip for all fetches that start together. Leads to {@code SharedRead} or {@code
   * SharedUnreachable}.
   */
  record ReadShared(Parts parts) implements FetchEffect {}

  /**
   * Claim parts, so that one instance fetches them for all. Leads to {@code Claimed} or {@code ClaimUnanswered}.
   *
   * @param newerThan entries that are not newer than this fetch are useless; null if any entry is useful
   * @param yields whether claims of other instances take precedence, as no lookup waits for this one
   * @param limit longest wait for the reply
   */
  record Claim(Parts parts, @Nullable Fetch newerThan, boolean yields, Duration limit)
      implements FetchEffect {}

  /** Extend a lease. */
  record KeepLease(SharedCache.Lease lease) implements FetchEffect {}

  /** End a lease with what was fetched. */
  record Fill(SharedCache.Lease lease, Lookup fetched, Fetch fetch) implements FetchEffect {}

  /** End a lease with a failure: for a second, other instances do not fetch its parts. */
  record Fail(SharedCache.Lease lease, ProfileFailure failure) implements FetchEffect {}

  /** End a lease without a result. */
  record Release(SharedCache.Lease lease) implements FetchEffect {}

  /**
   * Write an opt-out that was found without a lease to the shared cache, for other instances.
   *
   * @param started stamp of the start of the call
   * @param learned stamp of the opt-out
   */
  record ShareOptOut(Profile profile, Fetch started, Fetch learned) implements FetchEffect {}

  /**
   * Call the upstream source, and cancel the previous attempt of the same call. Leads to {@code CallSent} when a request is made, and to
   * {@code CallAnswered} or {@code CallBroken}.
   *
   * @param lease under which the call is made; null if there is none
   */
  record Call(int call, int attempt, Parts parts, Lane lane, SharedCache.@Nullable Lease lease)
      implements FetchEffect {}

  /** Cancel a call that waits for a permit or a retry; a request on the wire completes. */
  record CancelCall(int call) implements FetchEffect {}

  /** Record failures, so that for a second lookups do not fetch these parts again. */
  record RecordFailures(Map<Part, ProfileFailure> failures, Lane lane) implements FetchEffect {}

  /**
   * Set a timer, in place of an equal one that is set.
   *
   * @param spread fraction of {@code delay} over which the delay is distributed at random, so that instances do not keep in step
   */
  record SetTimer(Timer timer, Duration delay, double spread) implements FetchEffect {}

  /** Cancel a timer, if it is set. */
  record CancelTimer(Timer timer) implements FetchEffect {}

  /** Remove the fetch from the registry. */
  record End() implements FetchEffect {}

  /** Complete the wait of a lookup with an outcome. */
  record Answer(long waiter, FetchOutcome outcome) implements FetchEffect {}

  /** Report to {@link CacheEvents} what the shared cache held. */
  record ReportRead(Known known, Parts wanted, Parts fresh, Parts stale) implements FetchEffect {}

  /** Report to {@link CacheEvents} that the shared cache did not answer. */
  record ReportUnreachable() implements FetchEffect {}

  /** Report to {@link CacheEvents} that an answer was about another profile. */
  record ReportOtherProfile() implements FetchEffect {}

  /**
   * A timer of a fetch; at most one of each is set.
   *
   * @param call number of the call whose lease is kept; 0 for the other kinds
   */
  record Timer(Kind kind, int call) {
    /** The deadline of the fetch; after it, the end of the wait for a call that was on the wire at the deadline. */
    static final Timer DEADLINE = new Timer(Kind.DEADLINE, 0);

    /** Parts that another instance is fetching are claimed again. */
    static final Timer FOLLOW = new Timer(Kind.FOLLOW, 0);

    /** The lease of a call is extended. */
    static Timer keepLease(int call) {
      return new Timer(Kind.KEEP_LEASE, call);
    }

    enum Kind {
      DEADLINE,
      FOLLOW,
      KEEP_LEASE
    }
  }
}
