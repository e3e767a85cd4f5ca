package profilegateway.cache.fetch;

import static profilegateway.cache.fetch.FetchTable.AUDIENCES;
import static profilegateway.cache.fetch.FetchTable.BOTH;
import static profilegateway.cache.fetch.FetchTable.IDENTITIES;
import static profilegateway.cache.fetch.FetchTable.KEEP;
import static profilegateway.cache.fetch.FetchTable.LEASE;
import static profilegateway.cache.fetch.FetchTable.NOTHING;
import static profilegateway.cache.fetch.FetchTable.NOW;
import static profilegateway.cache.fetch.FetchTable.but;
import static profilegateway.cache.fetch.FetchTable.calling;
import static profilegateway.cache.fetch.FetchTable.failure;
import static profilegateway.cache.fetch.FetchTable.found;
import static profilegateway.cache.fetch.FetchTable.open;
import static profilegateway.cache.fetch.FetchTable.refresh;
import static profilegateway.cache.fetch.FetchTable.row;
import static profilegateway.cache.fetch.FetchTable.same;
import static profilegateway.cache.fetch.FetchTable.stamp;
import static profilegateway.cache.fetch.FetchTable.waiter;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import profilegateway.cache.copies.Known;
import profilegateway.profile.Lane;
import profilegateway.profile.Lookup;
import profilegateway.profile.Part;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.ProfileFailure.Code;

/** The steps of upstream calls and their leases. */
@SuppressWarnings("StaticAssignmentOfThrowable")
class CallStepsTest {
  private static final UpstreamAnswer.Found FOUND = found(BOTH, false);
  private static final FetchOutcome FETCHED =
      FetchOutcome.of(FOUND.known()).withFetch(FOUND.fetch());
  private static final UpstreamAnswer.Found OPTED_OUT = found(BOTH, true);
  private static final FetchOutcome WITHHELD =
      FetchOutcome.of(OPTED_OUT.known()).withFetch(OPTED_OUT.fetch());
  private static final ProfileFailure LIMITED = failure(Code.RATE_LIMITED);
  private static final FetchEffect[] END = {
    new FetchEffect.CancelTimer(FetchEffect.Timer.DEADLINE), new FetchEffect.End()
  };

  @ParameterizedTest
  @MethodSource("rows")
  void decidesWhatHappensNext(FetchTable.Row row) {
    row.check();
  }

  static Stream<FetchTable.Row> rows() {
    return Stream.of(answers(), optOuts(), failures(), attempts()).flatMap(each -> each);
  }

  private static Stream<FetchTable.Row> answers() {
    FetchState leased = calling(open(BOTH), true, true);
    Known absent = new Known.Absent(stamp(NOW));
    FetchOutcome gone = FetchOutcome.of(absent).withFetch(stamp(NOW));
    return Stream.of(
        row(
            "a profile comes: the waiter is answered, and the lease filled",
            leased,
            answered(FOUND, false),
            draft -> ended(draft, FETCHED),
            ending(
                new FetchEffect.CancelTimer(KEEP),
                new FetchEffect.Answer(1, FETCHED),
                new FetchEffect.Fill(LEASE, new Lookup.Found(FOUND.profile()), FOUND.fetch()))),
        row(
            "a profile was purged during its fetch: the waiter is answered, the lease released",
            leased,
            answered(FOUND, true),
            draft -> ended(draft, FETCHED),
            ending(
                new FetchEffect.CancelTimer(KEEP),
                new FetchEffect.Answer(1, FETCHED),
                new FetchEffect.Release(LEASE))),
        row(
            "a profile does not exist: a negative entry is shared",
            leased,
            answered(new UpstreamAnswer.Absent(stamp(NOW), absent), false),
            draft -> ended(draft, gone),
            ending(
                new FetchEffect.CancelTimer(KEEP),
                new FetchEffect.Answer(1, gone),
                new FetchEffect.Fill(LEASE, new Lookup.Absent(), stamp(NOW)))),
        row(
            "an exception is handed to the waiter, and the lease released",
            leased,
            new FetchEvent.CallBroken(1, 1, BUG),
            draft -> ended(draft, FetchOutcome.of(NOTHING).withBug(BUG)),
            ending(
                new FetchEffect.CancelTimer(KEEP),
                new FetchEffect.Answer(1, FetchOutcome.of(NOTHING).withBug(BUG)),
                new FetchEffect.Release(LEASE))),
        row(
            "a call that outlasts its fetch is shared all the same",
            but(leased, draft -> ended(draft, FetchOutcome.of(NOTHING), false)),
            answered(FOUND, false),
            draft -> {
              draft.calls = List.of();
              draft.outcome = FETCHED;
            },
            new FetchEffect.CancelTimer(KEEP),
            new FetchEffect.Fill(LEASE, new Lookup.Found(FOUND.profile()), FOUND.fetch())));
  }

  private static final IllegalStateException BUG = new IllegalStateException("bug");

  private static Stream<FetchTable.Row> optOuts() {
    FetchState unleased = calling(open(BOTH), true, false);
    return Stream.of(
        row(
            "an opt-out is found without a lease: it is shared",
            unleased,
            answered(OPTED_OUT, false),
            draft -> ended(draft, WITHHELD),
            ending(
                null,
                new FetchEffect.Answer(1, WITHHELD),
                new FetchEffect.ShareOptOut(
                    OPTED_OUT.profile(), OPTED_OUT.started(), OPTED_OUT.fetch()))),
        row(
            "an opt-out of a purged profile is not shared: no instance holds the profile",
            unleased,
            answered(OPTED_OUT, true),
            draft -> ended(draft, WITHHELD),
            ending(null, new FetchEffect.Answer(1, WITHHELD))),
        row(
            "an opt-out fills its lease in spite of a purge",
            calling(open(BOTH), true, true),
            answered(OPTED_OUT, true),
            draft -> ended(draft, WITHHELD),
            ending(
                new FetchEffect.CancelTimer(KEEP),
                new FetchEffect.Answer(1, WITHHELD),
                new FetchEffect.Fill(
                    LEASE, new Lookup.Found(OPTED_OUT.profile()), OPTED_OUT.fetch()))));
  }

  private static Stream<FetchTable.Row> failures() {
    ProfileFailure unavailable = failure(Code.UNAVAILABLE);
    return Stream.of(
        row(
            "the rate limit is reached: it is recorded, here and for other instances",
            calling(open(BOTH), true, true),
            failed(LIMITED),
            draft -> ended(draft, failedWith(LIMITED)),
            recorded(LIMITED, new FetchEffect.Fail(LEASE, LIMITED))),
        row(
            "the rate limit is reached without a request: it is that of all instances",
            calling(open(BOTH), false, true),
            failed(LIMITED),
            draft -> ended(draft, failedWith(LIMITED)),
            recorded(LIMITED, new FetchEffect.Fail(LEASE, LIMITED))),
        row(
            "a refresh gets no permit: a lookup may, so the lease is released",
            calling(refresh(BOTH), false, true),
            failed(LIMITED),
            draft -> ended(draft, failedWith(LIMITED)),
            new FetchEffect.CancelTimer(KEEP),
            new FetchEffect.RecordFailures(each(BOTH, LIMITED), Lane.BACKGROUND),
            END[0],
            END[1],
            new FetchEffect.Release(LEASE)),
        row(
            "a call fails without a request: other instances may succeed",
            calling(open(BOTH), false, true),
            failed(unavailable),
            draft -> ended(draft, failedWith(unavailable)),
            recorded(unavailable, new FetchEffect.Release(LEASE))),
        row(
            "a cancelled call is no failure",
            but(calling(open(BOTH), false, true), draft -> {
              draft.isAbandoned = true;
              ended(draft, FetchOutcome.of(NOTHING), false);
            }),
            failed(unavailable),
            draft -> draft.calls = List.of(),
            new FetchEffect.CancelTimer(KEEP),
            new FetchEffect.Release(LEASE)),
        row(
            "an answer about another profile is rejected and reported",
            calling(open(BOTH), true, false),
            answered(new UpstreamAnswer.Failed(unavailable, true), false),
            draft -> ended(draft, failedWith(unavailable)),
            new FetchEffect.ReportOtherProfile(),
            new FetchEffect.RecordFailures(each(BOTH, unavailable), Lane.OTHER),
            END[0],
            END[1],
            new FetchEffect.Answer(1, failedWith(unavailable))));
  }

  private static Stream<FetchTable.Row> attempts() {
    FetchState leased = calling(open(BOTH), true, true);
    return Stream.of(
        row(
            "a request is made",
            calling(open(BOTH), false, true),
            new FetchEvent.CallSent(1),
            draft -> {
              draft.calls = List.of(draft.calls.get(0).sent());
              draft.isAnySent = true;
            }),
        same(
            "an attempt that was replaced is ignored",
            but(leased, draft -> draft.calls = List.of(draft.calls.get(0).nextAttempt())),
            answered(FOUND, false)),
        row(
            "a recalled call that was not retried is made again",
            but(leased, draft -> draft.calls = List.of(draft.calls.get(0).recalled())),
            failed(failure(Code.UNAVAILABLE)),
            draft -> draft.calls = List.of(draft.calls.get(0).nextAttempt()),
            new FetchEffect.Call(1, 2, BOTH, Lane.OTHER, LEASE)),
        row(
            "one of two calls is answered: its waiter does not wait for the other",
            but(leased, draft -> {
              draft.calls = List.of(
                  UpstreamCall.first(1, AUDIENCES, null), UpstreamCall.first(2, IDENTITIES, null));
              draft.waiters = waiter(1, BOTH).with(new Waiters.Waiter(2, AUDIENCES, 0));
            }),
            new FetchEvent.CallBroken(1, 1, BUG),
            draft -> {
              draft.outcome = draft.outcome.withBug(BUG);
              draft.pending = IDENTITIES;
              draft.waiters = waiter(1, BOTH);
              draft.calls = List.of(draft.calls.get(1));
            },
            new FetchEffect.Answer(2, FetchOutcome.of(NOTHING).withBug(BUG))),
        same(
            "a lease is kept while its call is under way",
            leased,
            new FetchEvent.TimerFired(KEEP),
            new FetchEffect.KeepLease(LEASE),
            new FetchEffect.SetTimer(KEEP, Duration.ofMillis(300), 0)));
  }

  private static FetchEvent answered(UpstreamAnswer answer, boolean isInvalidated) {
    return new FetchEvent.CallAnswered(1, 1, answer, answer.known(), isInvalidated);
  }

  private static FetchEvent failed(ProfileFailure failure) {
    return answered(new UpstreamAnswer.Failed(failure, false), false);
  }

  private static FetchOutcome failedWith(ProfileFailure failure) {
    return FetchOutcome.of(NOTHING).withFailure(BOTH, failure);
  }

  private static Map<Part, ProfileFailure> each(Parts parts, ProfileFailure failure) {
    Map<Part, ProfileFailure> all = new EnumMap<>(Part.class);
    parts.forEach(part -> all.put(part, failure));
    return all;
  }

  /** Effects of the end of a leased call that failed. */
  private static FetchEffect[] recorded(ProfileFailure failure, FetchEffect last) {
    return new FetchEffect[] {
      new FetchEffect.CancelTimer(KEEP),
      new FetchEffect.RecordFailures(each(BOTH, failure), Lane.OTHER),
      END[0],
      END[1],
      new FetchEffect.Answer(1, failedWith(failure)),
      last
    };
  }

  /** Effects of the end of a fetch: after the first, if there is one, and before the others. */
  private static FetchEffect[] ending(@Nullable FetchEffect first, FetchEffect... others) {
    return Stream.of(
            first == null ? Stream.<FetchEffect>empty() : Stream.of(first),
            Stream.of(END),
            Stream.of(others))
        .flatMap(each -> each)
        .toArray(FetchEffect[]::new);
  }

  private static void ended(FetchDraft draft, FetchOutcome outcome) {
    ended(draft, outcome, true);
    draft.calls = List.of();
  }

  private static void ended(FetchDraft draft, FetchOutcome outcome, boolean isComplete) {
    draft.stage = FetchState.Stage.ENDED;
    draft.pending = isComplete ? Parts.NONE : draft.pending;
    draft.waiters = Waiters.NONE;
    draft.outcome = outcome;
  }
}
