package profilegateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.testing.Patience.until;
import static profilegateway.upstream.FakePath.OPERATION;
import static profilegateway.upstream.FakePath.TRY;
import static profilegateway.upstream.FakePath.outcome;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import profilegateway.config.CallsMode;
import profilegateway.profile.Lane;
import profilegateway.profile.Lookup;
import profilegateway.upstream.api.CallFailed;
import profilegateway.upstream.token.Token;

@ExtendWith(VertxExtension.class)
class TriesTest {
  private static Vertx vertx;

  private FakePath path;

  @BeforeAll
  static void open(Vertx opened) {
    vertx = opened;
  }

  @BeforeEach
  void createPath() {
    path = FakePath.withToken(vertx, 1);
  }

  @ParameterizedTest
  @EnumSource(
      value = CallsMode.class,
      mode = Mode.EXCLUDE,
      names = {"ON"})
  void whileCallsAreSwitchedOffNothingIsAskedFor(CallsMode mode) {
    FakePath cold = new FakePath(vertx, 1);
    cold.mode = mode;

    assertThat(outcome(cold.read())).isEqualTo("UNAVAILABLE");

    assertThat(cold.endpoint.requests()).isZero();
    assertThat(turns(cold)).isZero();
  }

  @Test
  void whatWaitsForItsTurnIsNotSentOnceCallsAreSwitchedOff() {
    path.api.answers();
    assertThat(outcome(path.read())).isEqualTo("answered");
    Future<Lookup> waiting = path.read(Lane.BACKGROUND, Duration.ofSeconds(30));

    path.mode = CallsMode.CACHE;
    path.time.passMillis(1_030);

    assertThat(outcome(waiting)).isEqualTo("UNAVAILABLE");
    assertThat(path.api.calls()).hasSize(1);
  }

  @Test
  void whileTheBreakerIsOpenNothingIsAskedFor() {
    FakePath cold = new FakePath(vertx, 1);
    openBreaker(cold);

    assertThat(outcome(cold.read())).isEqualTo("UNAVAILABLE");

    assertThat(cold.endpoint.requests()).isZero();
    assertThat(turns(cold)).isZero();
  }

  @Test
  void nobodyGetsInLineWithoutAToken() {
    FakePath cold = new FakePath(vertx, 1);
    cold.api.answers();

    Future<Lookup> lookup = cold.read();
    assertThat(cold.endpoint.requests()).isEqualTo(1);
    assertThat(turns(cold)).isZero();

    Token issued = cold.endpoint.issue(Duration.ofHours(1));
    assertThat(outcome(lookup)).isEqualTo("answered");
    assertThat(turns(cold)).isEqualTo(1);
    assertThat(cold.api.calls()).containsExactly(new FakeProfileApi.Call(issued.value(), TRY));
  }

  @Test
  void nothingIsSentBeforeItsTurn() {
    path.api.answers();
    path.api.answers();
    assertThat(outcome(path.read())).isEqualTo("answered");

    Future<Lookup> second = path.read();
    path.time.passMillis(1029);
    assertThat(path.api.calls()).hasSize(1);

    path.time.passMillis(1);
    assertThat(outcome(second)).isEqualTo("answered");
    assertThat(path.api.calls()).hasSize(2);
  }

  @Test
  void whatWaitsForItsTurnIsNotSentToAnApiThatFellIll() {
    path.api.answers();
    assertThat(outcome(path.read())).isEqualTo("answered");
    Future<Lookup> waiting = path.read();

    path.time.passMillis(500);
    openBreaker(path);
    // Its turn comes before the breaker lets a probe through.
    path.time.passMillis(530);
    assertThat(outcome(waiting)).isEqualTo("UNAVAILABLE");
    assertThat(path.api.calls()).hasSize(1);
  }

  @Test
  void aTryHasATimeOfItsOwnHoweverLittleItsOperationHasLeft() {
    FakePath free = FakePath.withToken(vertx, 0);
    free.api.answers();
    assertThat(outcome(free.read(Lane.OTHER, Duration.ofMillis(700)))).isEqualTo("answered");

    assertThat(free.api.calls().get(0).limit()).isEqualTo(TRY);
  }

  @Test
  void anOutageIsTriedOnceMore() {
    FakePath free = FakePath.withToken(vertx, 0);
    free.api.fails(CallFailed.Kind.OUTAGE);
    free.api.answers();

    Future<Lookup> lookup = free.read();
    free.time.passMillis(99);
    assertThat(free.api.calls()).hasSize(1);

    free.time.passMillis(1);
    assertThat(outcome(lookup)).isEqualTo("answered");
    assertThat(free.api.calls()).hasSize(2);
  }

  @Test
  void twoTriesAreTheMost() {
    FakePath free = FakePath.withToken(vertx, 0);
    for (int number = 0; number < 3; number++) {
      free.api.fails(CallFailed.Kind.OUTAGE);
    }

    Future<Lookup> lookup = free.read();
    free.time.pass(OPERATION);

    assertThat(outcome(lookup)).isEqualTo("UNAVAILABLE");
    assertThat(free.api.calls()).hasSize(2);
  }

  @Test
  void withoutBudgetNothingIsTriedAgain() {
    FakePath free = FakePath.withToken(vertx, 0);
    while (free.budget.take()) {}
    free.api.fails(CallFailed.Kind.OUTAGE);

    assertThat(outcome(free.read())).isEqualTo("UNAVAILABLE");
    assertThat(free.api.calls()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "BROKEN, UNAVAILABLE",
    "TIMEOUT, TIMEOUT",
    "REFUSED, REFUSED",
    "CROWDED, UNAVAILABLE",
  })
  void whatAnotherTryWouldNotMendIsTriedOnce(CallFailed.Kind kind, String seen) {
    path.api.fails(kind);

    assertThat(outcome(path.read())).isEqualTo(seen);
    assertThat(path.api.calls()).hasSize(1);
  }

  @Test
  void aRetryThatWouldComeTooLateIsNotMade() {
    FakePath free = FakePath.withToken(vertx, 0);
    free.api.fails(CallFailed.Kind.OUTAGE);

    // The pause before the retry is 100 ms.
    assertThat(outcome(free.read(Lane.OTHER, Duration.ofMillis(100)))).isEqualTo("UNAVAILABLE");
    assertThat(free.api.calls()).hasSize(1);
  }

  @Test
  void a429RejoinsTheLineOnce() {
    FakePath free = FakePath.withToken(vertx, 0);
    free.api.fails(limited(Duration.ofSeconds(1)));
    free.api.fails(limited(Duration.ofSeconds(7)));
    free.api.answers();

    Future<Lookup> lookup = free.read();
    free.time.passMillis(999);
    assertThat(free.api.calls()).hasSize(1);

    free.time.passMillis(1);
    assertThat(outcome(lookup)).isEqualTo("RATE_LIMITED after 7000");
    assertThat(free.api.calls()).hasSize(2);
  }

  @Test
  void a429WhosePauseIsTooLongIsToldAtOnce() {
    path.api.fails(limited(Duration.ofSeconds(3)));

    assertThat(outcome(path.read())).isEqualTo("RATE_LIMITED after 3000");
    assertThat(path.api.calls()).hasSize(1);
  }

  @Test
  void a429StopsThoseWhoWaitAsWell() {
    FakePath some = FakePath.withToken(vertx, 1);
    Future<Lookup> first = some.read();
    Future<Lookup> second = some.read();
    assertThat(some.api.calls()).hasSize(1);
    some.api.fails(limited(Duration.ofSeconds(30)));

    some.api.fail(CallFailed.Kind.TOO_FAST);

    // Not told how long: a second and a half by the fakes' jitter.
    some.time.passMillis(1499);
    assertThat(some.api.calls()).hasSize(1);
    some.time.passMillis(1);
    assertThat(outcome(first)).isEqualTo("RATE_LIMITED after 30000");
    assertThat(outcome(second)).isEqualTo("RATE_LIMITED after 30000");
    assertThat(some.api.calls()).hasSize(2);
  }

  @Test
  void a429ForGrowingTooFastSlowsDownInsteadOfStopping() {
    FakePath free = FakePath.withToken(vertx, 0);
    free.api.fails(CallFailed.Kind.GROWING_TOO_FAST);
    free.api.answers();

    Future<Lookup> lookup = free.read();
    assertThat(free.limiter.state().coolDownLeft()).isZero();
    assertThat(free.limiter.state().slowDownLeft()).isEqualTo(Duration.ofSeconds(10));
    // As before any retry.
    free.time.passMillis(100);
    assertThat(outcome(lookup)).isEqualTo("answered");
  }

  @Test
  void a401IsReplayedOnceWithANewToken() {
    FakePath free = FakePath.withToken(vertx, 0);
    for (int number = 0; number < 3; number++) {
      free.api.fails(CallFailed.Kind.TOKEN_REJECTED);
    }

    Future<Lookup> lookup = free.read();
    var unused = free.endpoint.issue(Duration.ofHours(1));

    assertThat(outcome(lookup)).isEqualTo("REFUSED");
    assertThat(free.api.calls().stream().map(FakeProfileApi.Call::token))
        .containsExactly("token-1", "token-2");
    assertThat(free.told).containsExactly("called OTHER", "called OTHER", "refused 401");
  }

  @Test
  void aReplayLeavesTheRetryOfALookUp() {
    FakePath free = FakePath.withToken(vertx, 0);
    free.api.fails(CallFailed.Kind.TOKEN_REJECTED);
    free.api.fails(CallFailed.Kind.OUTAGE);
    free.api.answers();

    Future<Lookup> lookup = free.read();
    var unused = free.endpoint.issue(Duration.ofHours(1));
    until(() -> free.api.calls().size() == 2);
    until(() -> {
      free.time.passMillis(1);
      return lookup.isComplete();
    });

    assertThat(outcome(lookup)).isEqualTo("answered");
    assertThat(free.api.calls()).hasSize(3);
  }

  @Test
  void aTurnTooLateForAnAnswerIsNotWaitedFor() {
    var unused = path.read();
    // The next turn is in 1030 ms, and an answer takes 300 ms as long as nothing else is known.
    Future<Lookup> hopeless = path.read(Lane.OTHER, Duration.ofMillis(1329));
    Future<Lookup> inTime = path.read(Lane.OTHER, Duration.ofMillis(1331));
    path.api.answers();

    path.time.passMillis(1029);
    assertThat(outcome(hopeless)).startsWith("RATE_LIMITED after ");
    path.time.passMillis(1);
    assertThat(outcome(inTime)).isEqualTo("answered");
  }

  @Test
  void howLongAnswersTakeIsLearned() {
    for (int number = 0; number < 20; number++) {
      Future<Lookup> lookup = path.read();
      path.time.passMillis(10);
      path.api.answer();
      assertThat(outcome(lookup)).isEqualTo("answered");
      path.time.passMillis(1030);
    }
    var unused = path.read();

    Future<Lookup> second = path.read(Lane.OTHER, Duration.ofMillis(1060));
    assertThat(second.isComplete()).isFalse();
    path.api.answers();
    path.time.passMillis(1030);

    assertThat(outcome(second)).isEqualTo("answered");
  }

  @Test
  void timeoutsOpenTheBreaker() {
    FakePath free = FakePath.withToken(vertx, 0);
    for (int number = 0; number < 10; number++) {
      free.api.fails(CallFailed.Kind.TIMEOUT);
      assertThat(outcome(free.read())).isEqualTo("TIMEOUT");
    }

    assertThat(free.breaker.isOpen()).isTrue();
  }

  private static long turns(FakePath path) {
    var state = path.limiter.state();
    return Stream.concat(state.waiting().values().stream(), state.granted().values().stream())
        .mapToLong(Number::longValue)
        .sum();
  }

  private static void openBreaker(FakePath path) {
    for (int number = 0; number < 10; number++) {
      path.breaker.failed(Objects.requireNonNull(path.breaker.tryPass()));
    }
    assertThat(path.breaker.isOpen()).isTrue();
  }

  private static CallFailed limited(Duration pause) {
    return new CallFailed(CallFailed.Kind.TOO_FAST, pause);
  }
}
