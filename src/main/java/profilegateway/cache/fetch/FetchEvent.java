package profilegateway.cache.fetch;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.Known;
import profilegateway.cache.store.SharedCache;
import profilegateway.profile.Lane;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileFailure;

/**
 * An event of a fetch. The entries of an answer are stored in this process before the event, so that a lookup on another event loop
 * finds either the entries or the fetch.
 */
sealed interface FetchEvent {

  /**
   * The fetch starts, after it was registered.
   *
   * @param sharedUntil until when the fetch may wait for the shared cache, in nanoseconds of the monotonic clock
   */
  record Started(LocalView local, long sharedUntil) implements FetchEvent {}

  /**
   * A lookup joins.
   *
   * @param parts those that the lookup needs; some of them are {@linkplain FetchState#joinable joinable}
   * @param deadline when the lookup stops waiting, in nanoseconds of the monotonic clock
   */
  record Joined(long waiter, Parts parts, Lane lane, long deadline) implements FetchEvent {}

  /** A lookup no longer waits: its caller left, or its deadline passed. */
  record Left(long waiter) implements FetchEvent {}

  /**
   * The shared cache answered a read.
   *
   * @param news what the shared cache holds
   * @param local what this process holds, with {@code news}
   */
  record SharedRead(Known news, LocalView local) implements FetchEvent {}

  /** The shared cache did not answer in time. */
  record SharedUnreachable(LocalView local) implements FetchEvent {}

  /**
   * The shared cache answered a claim.
   *
   * @param claimed the parts that were claimed
   * @param news what the shared cache holds
   * @param local what this process holds, with {@code news}
   * @param granted parts for this instance to fetch, under {@code lease}
   * @param busy parts that another instance is fetching
   * @param failure why another instance failed to fetch parts within the last second; empty if none did
   * @param lease of {@code granted}; has to be ended unless {@code granted} is empty
   */
  record Claimed(
      Parts claimed,
      Known news,
      Known local,
      Parts granted,
      Parts busy,
      Optional<ProfileFailure> failure,
      SharedCache.Lease lease)
      implements FetchEvent {}

  /** The shared cache did not answer a claim in time. */
  record ClaimUnanswered(Parts claimed) implements FetchEvent {}

  /** A call has its permit and sent a request to mParticle. */
  record CallSent(int call) implements FetchEvent {}

  /**
   * A call completed with an answer or a failure.
   *
   * @param local what this process holds, with the answer
   * @param isInvalidated whether the profile may have been purged since the fetch started
   */
  record CallAnswered(
      int call, int attempt, UpstreamAnswer answer, Known local, boolean isInvalidated)
      implements FetchEvent {}

  /** A call ended with an unexpected exception. */
  record CallBroken(int call, int attempt, Throwable bug) implements FetchEvent {}

  /** A timer that {@link FetchEffect.SetTimer} had set fired. */
  record TimerFired(FetchEffect.Timer timer) implements FetchEvent {}

  /**
   * What this process holds for a fetch at one moment.
   *
   * @param verified what is held, if no invalidation can have been missed
   * @param unverified what is held, even if it may have been invalidated elsewhere
   * @param owner the profile that the identity belongs to, as far as is known here; null for an mpid too
   * @param failures recent failures of the pending parts, but for those that concern refreshes only
   */
  record LocalView(
      Known verified, Known unverified, @Nullable Mpid owner, Map<Part, ProfileFailure> failures) {}
}
