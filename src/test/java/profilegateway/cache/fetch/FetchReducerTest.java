package profilegateway.cache.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.cache.fetch.FetchTable.ANN;
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
import static profilegateway.cache.fetch.FetchTable.held;
import static profilegateway.cache.fetch.FetchTable.local;
import static profilegateway.cache.fetch.FetchTable.millis;
import static profilegateway.cache.fetch.FetchTable.open;
import static profilegateway.cache.fetch.FetchTable.refresh;
import static profilegateway.cache.fetch.FetchTable.registered;
import static profilegateway.cache.fetch.FetchTable.row;
import static profilegateway.cache.fetch.FetchTable.same;
import static profilegateway.cache.fetch.FetchTable.waiter;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import profilegateway.cache.copies.Known;
import profilegateway.profile.Identity;
import profilegateway.profile.Lane;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.ProfileFailure.Code;

/** Steps of a fetch: before a call, without a call, and as lookups join and leave. {@link CallStepsTest} has those of calls. */
@SuppressWarnings("StaticAssignmentOfThrowable")
class FetchReducerTest {
  private static final Duration DEADLINE = Duration.ofMillis(3020);
  private static final Duration SHARED = Duration.ofMillis(50);
  private static final Identity IDENTITY = new Identity("customer_id", "ann");
  private static final ProfileFailure REFUSED = failure(Code.REFUSED);
  private static final Known FRESH = held(AUDIENCES, Duration.ofSeconds(10));

  @ParameterizedTest
  @MethodSource({"starting", "sharing", "waiting"})
  void decidesWhatHappensNext(FetchTable.Row row) {
    row.check();
  }

  static Stream<FetchTable.Row> starting() {
    return Stream.of(
        row(
            "a fetch starts: the shared cache is read",
            registered(ANN, BOTH),
            new FetchEvent.Started(local(NOTHING), NOW + millis(50)),
            FetchReducerTest::opened,
            new FetchEffect.SetTimer(FetchEffect.Timer.DEADLINE, DEADLINE, 0),
            new FetchEffect.ReadShared(BOTH)),
        row(
            "a fetch starts too late to wait for the shared cache: the upstream source is called",
            registered(ANN, BOTH),
            new FetchEvent.Started(local(NOTHING), NOW),
            draft -> {
              draft.stage = FetchState.Stage.OPEN;
              called(draft, BOTH, false);
            },
            new FetchEffect.SetTimer(FetchEffect.Timer.DEADLINE, DEADLINE, 0),
            new FetchEffect.Call(1, 1, BOTH, Lane.OTHER, null)),
        row(
            "a refresh starts: its parts are claimed, and the claim yields",
            but(refresh(BOTH), draft -> draft.stage = FetchState.Stage.NEW),
            new FetchEvent.Started(local(NOTHING), NOW + millis(50)),
            FetchReducerTest::opened,
            new FetchEffect.SetTimer(FetchEffect.Timer.DEADLINE, DEADLINE, 0),
            new FetchEffect.Claim(BOTH, null, true, SHARED)),
        row(
            "a fetch starts after an entry was stored: its waiter is answered",
            registered(ANN, AUDIENCES),
            new FetchEvent.Started(local(FRESH), NOW + millis(50)),
            draft -> {
              draft.sharedUntil = NOW + millis(50);
              draft.outcome = FetchOutcome.of(FRESH);
              ended(draft);
            },
            new FetchEffect.CancelTimer(FetchEffect.Timer.DEADLINE),
            new FetchEffect.End(),
            new FetchEffect.Answer(1, FetchOutcome.of(FRESH))),
        same(
            "a fetch starts after its only waiter left: nothing happens",
            but(registered(ANN, BOTH), draft -> draft.stage = FetchState.Stage.ENDED),
            new FetchEvent.Started(local(NOTHING), NOW + millis(50))));
  }

  static Stream<FetchTable.Row> sharing() {
    FetchState byIdentity = but(registered(IDENTITY, AUDIENCES), FetchReducerTest::opened);
    FetchOutcome redirected = FetchOutcome.of(FRESH).withOwner(ANN, true);
    return Stream.of(
        same(
            "the shared cache holds nothing: the parts are claimed",
            open(BOTH),
            new FetchEvent.SharedRead(NOTHING, local(NOTHING)),
            new FetchEffect.ReportRead(NOTHING, BOTH, Parts.NONE, Parts.NONE),
            new FetchEffect.Claim(BOTH, null, false, SHARED)),
        row(
            "the shared cache holds one part: the other is claimed",
            but(
                open(BOTH),
                draft -> draft.waiters = waiter(2, AUDIENCES).with(new Waiters.Waiter(1, BOTH, 0))),
            new FetchEvent.SharedRead(FRESH, local(FRESH)),
            draft -> {
              draft.outcome = FetchOutcome.of(FRESH);
              draft.pending = IDENTITIES;
              draft.waiters = waiter(1, BOTH);
            },
            new FetchEffect.ReportRead(FRESH, BOTH, AUDIENCES, Parts.NONE),
            new FetchEffect.Answer(2, FetchOutcome.of(FRESH)),
            new FetchEffect.Claim(IDENTITIES, null, false, SHARED)),
        row(
            "the owner of an identity is found: its waiters go on with the owner",
            byIdentity,
            new FetchEvent.SharedRead(FRESH, new FetchEvent.LocalView(FRESH, FRESH, ANN, Map.of())),
            draft -> {
              draft.outcome = redirected;
              ended(draft);
            },
            new FetchEffect.ReportRead(FRESH, AUDIENCES, AUDIENCES, Parts.NONE),
            new FetchEffect.CancelTimer(FetchEffect.Timer.DEADLINE),
            new FetchEffect.End(),
            new FetchEffect.Answer(1, redirected)),
        row(
            "the shared cache is unreachable: the upstream source is called without a lease",
            open(BOTH),
            new FetchEvent.SharedUnreachable(local(NOTHING)),
            draft -> called(draft, BOTH, false),
            new FetchEffect.Call(1, 1, BOTH, Lane.OTHER, null)),
        row(
            "the shared cache is unreachable: an entry that may have been invalidated serves",
            open(AUDIENCES),
            new FetchEvent.SharedUnreachable(
                new FetchEvent.LocalView(NOTHING, FRESH, null, Map.of())),
            draft -> {
              draft.outcome = FetchOutcome.of(FRESH);
              ended(draft);
            },
            new FetchEffect.CancelTimer(FetchEffect.Timer.DEADLINE),
            new FetchEffect.End(),
            new FetchEffect.Answer(1, FetchOutcome.of(FRESH))),
        row(
            "parts are granted: they are called for under the lease",
            open(BOTH),
            claimed(BOTH, BOTH, Parts.NONE, Optional.empty()),
            draft -> called(draft, BOTH, true),
            new FetchEffect.SetTimer(KEEP, Duration.ofMillis(300), 0),
            new FetchEffect.Call(1, 1, BOTH, Lane.OTHER, LEASE)),
        row(
            "another instance is fetching the parts: they are followed",
            open(BOTH),
            claimed(BOTH, Parts.NONE, BOTH, Optional.empty()),
            draft -> {
              draft.followed = BOTH;
              draft.trustedUntil = NOW + millis(250);
            },
            new FetchEffect.SetTimer(FetchEffect.Timer.FOLLOW, Duration.ofMillis(40), 0.5)),
        row(
            "followed parts are claimed again",
            but(open(BOTH), draft -> draft.followed = BOTH),
            new FetchEvent.TimerFired(FetchEffect.Timer.FOLLOW),
            draft -> draft.followed = Parts.NONE,
            new FetchEffect.Claim(BOTH, null, false, SHARED)),
        row(
            "the lease of a dead instance is granted to a follower",
            but(open(BOTH), draft -> draft.trustedUntil = NOW + millis(200)),
            claimed(BOTH, BOTH, Parts.NONE, Optional.empty()),
            draft -> called(draft, BOTH, true),
            new FetchEffect.SetTimer(KEEP, Duration.ofMillis(300), 0),
            new FetchEffect.Call(1, 1, BOTH, Lane.OTHER, LEASE)),
        row(
            "another instance failed a moment ago: the waiters get its failure",
            open(BOTH),
            claimed(BOTH, Parts.NONE, Parts.NONE, Optional.of(REFUSED)),
            draft -> {
              draft.outcome = draft.outcome.withFailure(BOTH, REFUSED);
              ended(draft);
            },
            new FetchEffect.CancelTimer(FetchEffect.Timer.DEADLINE),
            new FetchEffect.End(),
            new FetchEffect.Answer(1, FetchOutcome.of(NOTHING).withFailure(BOTH, REFUSED))),
        row(
            "a refresh that another instance makes is left to it",
            refresh(BOTH),
            claimed(BOTH, AUDIENCES, IDENTITIES, Optional.empty()),
            draft -> {
              draft.pending = AUDIENCES;
              called(draft, AUDIENCES, true);
            },
            new FetchEffect.SetTimer(KEEP, Duration.ofMillis(300), 0),
            new FetchEffect.Call(1, 1, AUDIENCES, Lane.BACKGROUND, LEASE)),
        same(
            "parts are granted to a fetch without waiters: the lease is released",
            but(open(BOTH), draft -> {
              draft.stage = FetchState.Stage.ENDED;
              draft.waiters = Waiters.NONE;
            }),
            claimed(BOTH, BOTH, Parts.NONE, Optional.empty()),
            new FetchEffect.Release(LEASE)),
        row(
            "a claim is not answered: the parts are called for without a lease",
            open(BOTH),
            new FetchEvent.ClaimUnanswered(BOTH),
            draft -> called(draft, BOTH, false),
            new FetchEffect.ReportUnreachable(),
            new FetchEffect.Call(1, 1, BOTH, Lane.OTHER, null)),
        row(
            "a claim is not answered while another instance is trusted to fetch: it is made again",
            but(open(BOTH), draft -> draft.trustedUntil = NOW + 1),
            new FetchEvent.ClaimUnanswered(BOTH),
            draft -> draft.followed = BOTH,
            new FetchEffect.ReportUnreachable(),
            new FetchEffect.SetTimer(FetchEffect.Timer.FOLLOW, Duration.ofMillis(40), 0.5)));
  }

  static Stream<FetchTable.Row> waiting() {
    FetchOutcome timeout = FetchOutcome.of(NOTHING).withFailure(BOTH, FetchReducer.TIMEOUT);
    return Stream.of(
        row(
            "a lookup joins that waits no longer: the call goes on",
            calling(open(BOTH), true, false),
            new FetchEvent.Joined(2, AUDIENCES, Lane.OTHER, NOW + millis(1000)),
            draft -> draft.waiters = draft.waiters.with(new Waiters.Waiter(2, AUDIENCES, 0))),
        row(
            "a lookup joins that waits longer: the deadline moves",
            open(BOTH),
            new FetchEvent.Joined(2, BOTH, Lane.OTHER, NOW + millis(4000)),
            draft -> {
              draft.waiters = draft.waiters.with(new Waiters.Waiter(2, BOTH, 0));
              draft.deadline = NOW + millis(4000);
            },
            new FetchEffect.SetTimer(FetchEffect.Timer.DEADLINE, Duration.ofMillis(4020), 0)),
        row(
            "a lookup joins a refresh that waits for a permit: it is made again, under a new lease",
            calling(refresh(BOTH), false, true),
            new FetchEvent.Joined(2, BOTH, Lane.OTHER, NOW + millis(1000)),
            draft -> {
              draft.waiters = waiter(2, BOTH);
              draft.lane = Lane.OTHER;
              draft.deadline = NOW + millis(1000);
              draft.calls = List.of();
            },
            new FetchEffect.SetTimer(FetchEffect.Timer.DEADLINE, Duration.ofMillis(1020), 0),
            new FetchEffect.CancelTimer(KEEP),
            new FetchEffect.CancelCall(1),
            new FetchEffect.Claim(BOTH, null, false, SHARED),
            new FetchEffect.Release(LEASE)),
        row(
            "a viewer joins a call that waits for a permit: it is made again with priority",
            calling(open(BOTH), false, true),
            new FetchEvent.Joined(2, BOTH, Lane.VIEWER, NOW + millis(3000)),
            draft -> {
              draft.waiters = draft.waiters.with(new Waiters.Waiter(2, BOTH, 0));
              draft.lane = Lane.VIEWER;
              draft.calls = List.of(draft.calls.get(0).nextAttempt());
            },
            new FetchEffect.Call(1, 2, BOTH, Lane.VIEWER, LEASE)),
        row(
            "a lookup joins an abandoned fetch: its call is recalled",
            but(calling(open(BOTH), true, false), draft -> {
              draft.waiters = Waiters.NONE;
              draft.isAbandoned = true;
            }),
            new FetchEvent.Joined(2, BOTH, Lane.OTHER, NOW + millis(3000)),
            draft -> {
              draft.waiters = waiter(2, BOTH);
              draft.isAbandoned = false;
              draft.calls = List.of(draft.calls.get(0).recalled());
            },
            new FetchEffect.CancelCall(1)),
        row(
            "the last waiter leaves before a request: the fetch ends",
            calling(open(BOTH), false, true),
            new FetchEvent.Left(1),
            draft -> {
              draft.stage = FetchState.Stage.ENDED;
              draft.waiters = Waiters.NONE;
              draft.isAbandoned = true;
            },
            new FetchEffect.CancelTimer(FetchEffect.Timer.DEADLINE),
            new FetchEffect.End(),
            new FetchEffect.CancelCall(1)),
        row(
            "the last waiter leaves during a request: it stays joinable, and is not retried",
            calling(open(BOTH), true, true),
            new FetchEvent.Left(1),
            draft -> {
              draft.waiters = Waiters.NONE;
              draft.isAbandoned = true;
            },
            new FetchEffect.CancelCall(1)),
        row(
            "a waiter leaves: the fetch goes on for the other",
            but(
                open(BOTH),
                draft -> draft.waiters = draft.waiters.with(new Waiters.Waiter(2, BOTH, 0))),
            new FetchEvent.Left(2),
            draft -> draft.waiters = waiter(1, BOTH)),
        row(
            "the deadline passes without a request: the waiters get a timeout",
            but(open(BOTH), draft -> draft.deadline = NOW),
            new FetchEvent.TimerFired(FetchEffect.Timer.DEADLINE),
            draft -> {
              draft.outcome = timeout;
              ended(draft);
            },
            new FetchEffect.CancelTimer(FetchEffect.Timer.DEADLINE),
            new FetchEffect.End(),
            new FetchEffect.Answer(1, timeout)),
        row(
            "the deadline passes during a request: it can be joined for ten more seconds",
            but(calling(open(BOTH), true, false), draft -> draft.deadline = NOW),
            new FetchEvent.TimerFired(FetchEffect.Timer.DEADLINE),
            draft -> draft.isOverdue = true,
            new FetchEffect.SetTimer(FetchEffect.Timer.DEADLINE, Duration.ofSeconds(10), 0)),
        row(
            "the request never ends: the fetch ends, and its lease is kept no longer",
            but(calling(open(BOTH), true, true), draft -> draft.isOverdue = true),
            new FetchEvent.TimerFired(FetchEffect.Timer.DEADLINE),
            draft -> {
              draft.outcome = timeout;
              draft.calls = List.of(draft.calls.get(0).withoutKeeping());
              ended(draft);
            },
            new FetchEffect.CancelTimer(KEEP),
            new FetchEffect.CancelTimer(FetchEffect.Timer.DEADLINE),
            new FetchEffect.End(),
            new FetchEffect.Answer(1, timeout)),
        same(
            "the deadline was moved: the timer is set again",
            open(BOTH),
            new FetchEvent.TimerFired(FetchEffect.Timer.DEADLINE),
            new FetchEffect.SetTimer(FetchEffect.Timer.DEADLINE, DEADLINE, 0)));
  }

  @Test
  void everyEventAndEffectHasARow() {
    List<FetchTable.Row> rows = Stream.of(starting(), sharing(), waiting(), CallStepsTest.rows())
        .flatMap(each -> each)
        .toList();

    assertThat(rows.stream().map(row -> row.event().getClass()).collect(Collectors.toSet()))
        .isEqualTo(Set.of(FetchEvent.class.getPermittedSubclasses()));
    assertThat(rows.stream()
            .flatMap(row -> row.effects().stream())
            .map(Object::getClass)
            .collect(Collectors.toSet()))
        .isEqualTo(Set.of(FetchEffect.class.getPermittedSubclasses()));
  }

  private static FetchEvent claimed(
      Parts claimed, Parts granted, Parts busy, Optional<ProfileFailure> failure) {
    return new FetchEvent.Claimed(claimed, NOTHING, NOTHING, granted, busy, failure, LEASE);
  }

  private static void opened(FetchDraft draft) {
    draft.stage = FetchState.Stage.OPEN;
    draft.sharedUntil = NOW + millis(50);
  }

  private static void ended(FetchDraft draft) {
    draft.stage = FetchState.Stage.ENDED;
    draft.pending = Parts.NONE;
    draft.waiters = Waiters.NONE;
  }

  private static void called(FetchDraft draft, Parts parts, boolean isLeased) {
    draft.callCount = 1;
    draft.calls = List.of(UpstreamCall.first(1, parts, isLeased ? LEASE : null));
  }
}
