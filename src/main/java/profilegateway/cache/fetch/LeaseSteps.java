package profilegateway.cache.fetch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.Copies;
import profilegateway.cache.copies.Fetch;
import profilegateway.cache.copies.Known;
import profilegateway.cache.copies.PartCopy;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;

/** Rules of {@link FetchReducer} for leases: one instance fetches for all, the others follow it. */
final class LeaseSteps {
  private static final Duration FOLLOW_EVERY = Duration.ofMillis(40);

  /** The delay is between 30 and 50 ms, so that followers do not all come back at the same moment. */
  private static final double FOLLOW_SPREAD = 0.5;

  /** Time limit of a repeated claim, in nanoseconds. */
  private static final long LIMIT = Duration.ofMillis(50).toNanos();

  /** How long another instance is assumed to go on fetching while the shared cache does not answer, in nanoseconds. */
  private static final long TRUSTED_FOR = Duration.ofMillis(250).toNanos();

  private LeaseSteps() {}

  /**
   * Claims those of {@code parts} that are pending. Fetches them without a lease if there is no shared cache, or no time to wait for
   * it.
   */
  static void claim(FetchDraft draft, Parts parts, long until) {
    Parts wanted = draft.pending.common(parts);
    if (wanted.isEmpty() || draft.hasEnded()) {
      return;
    }
    if (draft.rules.hasSharedCache() && until - draft.now > 0) {
      draft.add(new FetchEffect.Claim(
          wanted, newest(draft, wanted), draft.isRefresh(), Duration.ofNanos(until - draft.now)));
    } else {
      CallSteps.start(draft, wanted, null);
    }
  }

  /** Claims parts again that were claimed or followed before. */
  static void claimAgain(FetchDraft draft, Parts parts) {
    claim(draft, parts, draft.now + LIMIT);
  }

  /** Stamp of the newest entry that is held but cannot be served; null if there is none. */
  private static @Nullable Fetch newest(FetchDraft draft, Parts wanted) {
    if (draft.known() instanceof Known.Absent absent) {
      return absent.fetch();
    }
    if (!(draft.known() instanceof Known.Held held)) {
      return null;
    }
    Copies copies = held.copies();
    Fetch newest = draft.rules.optOut().withholds(copies.head()) ? copies.fetch() : null;
    for (Part part : wanted.members()) {
      PartCopy copy = copies.part(part);
      if (copy != null && (newest == null || copy.fetch().nanos() - newest.nanos() > 0)) {
        newest = copy.fetch();
      }
    }
    return newest;
  }

  static void claimed(FetchDraft draft, FetchEvent.Claimed claim) {
    draft.learn(claim.news(), claim.local());
    draft.completeServing();
    Parts granted = claim.granted().common(draft.pending);
    if (draft.hasEnded() || granted.isEmpty()) {
      if (!claim.granted().isEmpty()) {
        draft.add(new FetchEffect.Release(claim.lease()));
      }
    } else {
      CallSteps.start(draft, granted, claim.lease());
    }
    Parts busy = claim.busy().common(draft.pending).minus(granted);
    Parts rest = claim.claimed().common(draft.pending).minus(granted).minus(busy);
    if (draft.hasEnded()) {
      return;
    }
    if (draft.isRefresh()) {
      // Another instance makes this refresh or failed to make it: not worth a second call.
      draft.complete(busy.union(rest));
      return;
    }
    if (!busy.isEmpty()) {
      draft.trustedUntil = draft.now + TRUSTED_FOR;
      follow(draft, busy);
    }
    if (claim.failure().isPresent()) {
      draft.fail(rest, claim.failure().get());
    } else {
      CallSteps.start(draft, rest, null);
    }
  }

  static void unanswered(FetchDraft draft, Parts claimed) {
    draft.add(new FetchEffect.ReportUnreachable());
    Parts wanted = claimed.common(draft.pending);
    if (wanted.isEmpty() || draft.hasEnded()) {
      return;
    }
    if (draft.trustedUntil - draft.now > 0) {
      follow(draft, wanted);
    } else {
      CallSteps.start(draft, wanted, null);
    }
  }

  private static void follow(FetchDraft draft, Parts parts) {
    if (draft.followed.isEmpty()) {
      draft.add(new FetchEffect.SetTimer(FetchEffect.Timer.FOLLOW, FOLLOW_EVERY, FOLLOW_SPREAD));
    }
    draft.followed = draft.followed.union(parts);
  }

  static void followedLongEnough(FetchDraft draft) {
    Parts parts = draft.followed;
    draft.followed = Parts.NONE;
    claimAgain(draft, parts);
  }
}
