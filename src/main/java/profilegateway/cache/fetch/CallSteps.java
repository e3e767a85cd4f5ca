package profilegateway.cache.fetch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.store.SharedCache.Lease;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileFailure;

/** Rules of {@link FetchReducer} for upstream calls. */
final class CallSteps {
  /** Interval at which a lease is extended; it lasts for a second. */
  private static final Duration KEEP_LEASE_EVERY = Duration.ofMillis(300);

  private CallSteps() {}

  /** Starts a call for those of {@code parts} that are pending; {@code lease} is null if there is none. */
  static void start(FetchDraft draft, Parts parts, @Nullable Lease lease) {
    Parts wanted = draft.pending.common(parts);
    if (wanted.isEmpty() || draft.hasEnded()) {
      return;
    }
    draft.callCount++;
    UpstreamCall call = UpstreamCall.first(draft.callCount, wanted, lease);
    List<UpstreamCall> calls = new ArrayList<>(draft.calls);
    calls.add(call);
    draft.calls = calls;
    if (lease != null) {
      draft.setTimer(FetchEffect.Timer.keepLease(call.number()), KEEP_LEASE_EVERY);
    }
    draft.add(new FetchEffect.Call(call.number(), call.attempt(), wanted, draft.lane, lease));
  }

  /** Makes another attempt of a call, with the current priority. The answer to the previous attempt is ignored. */
  static void retry(FetchDraft draft, UpstreamCall call) {
    UpstreamCall next = call.nextAttempt();
    replace(draft, next);
    draft.add(new FetchEffect.Call(
        next.number(), next.attempt(), next.parts(), draft.lane, next.lease()));
  }

  /** Cancels a call in order to repeat it. A request on the wire still completes, and its answer counts. */
  static void recall(FetchDraft draft, UpstreamCall call) {
    replace(draft, call.recalled());
    draft.add(new FetchEffect.CancelCall(call.number()));
  }

  /** Cancels a call for good: its answer is ignored. */
  static void drop(FetchDraft draft, UpstreamCall call) {
    remove(draft, call);
    draft.add(new FetchEffect.CancelCall(call.number()));
  }

  static void sent(FetchDraft draft, int number) {
    draft.isAnySent = true;
    UpstreamCall call = find(draft, number);
    if (call != null) {
      replace(draft, call.sent());
    }
  }

  static void keepLease(FetchDraft draft, int number) {
    UpstreamCall call = find(draft, number);
    if (call != null && call.lease() != null && call.isLeaseKept()) {
      draft.add(new FetchEffect.KeepLease(call.lease()));
      draft.setTimer(FetchEffect.Timer.keepLease(number), KEEP_LEASE_EVERY);
    }
  }

  /** Lets the leases of calls for {@code parts} expire: these calls may never be answered. */
  static void stopKeeping(FetchDraft draft, Parts parts) {
    for (UpstreamCall call : draft.calls) {
      if (call.isLeaseKept() && !call.parts().common(parts).isEmpty()) {
        replace(draft, call.withoutKeeping());
        draft.add(new FetchEffect.CancelTimer(FetchEffect.Timer.keepLease(call.number())));
      }
    }
  }

  static void answered(FetchDraft draft, FetchEvent.CallAnswered event) {
    UpstreamCall call = find(draft, event.call());
    if (call == null || call.attempt() != event.attempt()) {
      return;
    }
    if (call.isRecalled() && !draft.isAbandoned && isCancelled(event.answer())) {
      retry(draft, call);
      return;
    }
    remove(draft, call);
    if (event.answer() instanceof UpstreamAnswer.Found found) {
      found(draft, call, found, event);
    } else if (event.answer() instanceof UpstreamAnswer.Absent absent) {
      draft.learn(absent.known(), event.local());
      draft.outcome = draft.outcome.withFetch(absent.fetch());
      draft.complete(call.parts());
      if (call.lease() != null) {
        draft.add(new FetchEffect.Fill(call.lease(), new Lookup.Absent(), absent.fetch()));
      }
    } else {
      failed(draft, call, (UpstreamAnswer.Failed) event.answer());
    }
  }

  /** Whether this may be the answer of a cancelled call, which ends before its first request or before a retry. */
  private static boolean isCancelled(UpstreamAnswer answer) {
    return answer instanceof UpstreamAnswer.Failed failed
        && !failed.isOtherProfile()
        && failed.failure().code() == ProfileFailure.Code.UNAVAILABLE;
  }

  private static void found(
      FetchDraft draft,
      UpstreamCall call,
      UpstreamAnswer.Found found,
      FetchEvent.CallAnswered event) {
    draft.learn(found.known(), event.local());
    if (!found.missing().isEmpty()) {
      draft.add(new FetchEffect.RecordFailures(found.missing(), draft.lane));
    }
    draft.outcome = draft.outcome.withFetch(found.fetch()).withFailures(found.missing());
    draft.complete(call.parts());
    if (call.lease() == null) {
      boolean wasPurged = event.isInvalidated() && draft.reference instanceof Mpid;
      if (found.isWithheld() && draft.rules.hasSharedCache() && !wasPurged) {
        draft.add(new FetchEffect.ShareOptOut(found.profile(), found.started(), found.fetch()));
      }
    } else if (event.isInvalidated() && !found.isWithheld()) {
      draft.add(new FetchEffect.Release(call.lease()));
    } else {
      // The shared cache itself checks for a purge, so an opt-out can always be written.
      draft.add(
          new FetchEffect.Fill(call.lease(), new Lookup.Found(found.profile()), found.fetch()));
    }
  }

  private static void failed(FetchDraft draft, UpstreamCall call, UpstreamAnswer.Failed answer) {
    ProfileFailure failure = answer.failure();
    if (answer.isOtherProfile()) {
      draft.add(new FetchEffect.ReportOtherProfile());
    }
    boolean isGivenUp = draft.isAbandoned && !call.isSent();
    if (!isGivenUp) {
      Map<Part, ProfileFailure> failures = new EnumMap<>(Part.class);
      call.parts().forEach(part -> failures.put(part, failure));
      draft.add(new FetchEffect.RecordFailures(failures, draft.lane));
    }
    draft.fail(call.parts(), failure);
    if (call.lease() != null) {
      boolean isRateLimited = failure.code() == ProfileFailure.Code.RATE_LIMITED;
      // A lookup may get a permit where a refresh gets none.
      boolean isOfRefresh = draft.isRefresh() && isRateLimited;
      // Other instances may succeed where this one made no request. They share the rate limit.
      boolean isOwn = !call.isSent() && !isRateLimited;
      draft.add(
          isGivenUp || isOfRefresh || isOwn
              ? new FetchEffect.Release(call.lease())
              : new FetchEffect.Fail(call.lease(), failure));
    }
  }

  static void broken(FetchDraft draft, FetchEvent.CallBroken event) {
    UpstreamCall call = find(draft, event.call());
    if (call != null && call.attempt() == event.attempt()) {
      remove(draft, call);
      draft.outcome = draft.outcome.withBug(event.bug());
      draft.complete(call.parts());
      if (call.lease() != null) {
        draft.add(new FetchEffect.Release(call.lease()));
      }
    }
  }

  /** The parts of calls whose request is on the wire. */
  static Parts sentParts(FetchDraft draft) {
    Parts sent = Parts.NONE;
    for (UpstreamCall call : draft.calls) {
      sent = call.isSent() ? sent.union(call.parts()) : sent;
    }
    return sent;
  }

  private static @Nullable UpstreamCall find(FetchDraft draft, int number) {
    for (UpstreamCall call : draft.calls) {
      if (call.number() == number) {
        return call;
      }
    }
    return null;
  }

  private static void replace(FetchDraft draft, UpstreamCall next) {
    List<UpstreamCall> calls = new ArrayList<>(draft.calls);
    calls.replaceAll(call -> call.number() == next.number() ? next : call);
    draft.calls = calls;
  }

  private static void remove(FetchDraft draft, UpstreamCall call) {
    List<UpstreamCall> calls = new ArrayList<>(draft.calls);
    calls.removeIf(one -> one.number() == call.number());
    draft.calls = calls;
    if (call.isLeaseKept()) {
      draft.add(new FetchEffect.CancelTimer(FetchEffect.Timer.keepLease(call.number())));
    }
  }
}
