package profilegateway.upstream.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import profilegateway.profile.ProfileFailure;
import profilegateway.testing.TestClock;

@ExtendWith(VertxExtension.class)
class TokenSourceTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private static Vertx vertx;

  private final TestClock clock = new TestClock();
  private final FakeTokenEndpoint endpoint = new FakeTokenEndpoint();
  private TokenSource tokens;

  @BeforeAll
  static void open(Vertx opened) {
    vertx = opened;
  }

  @BeforeEach
  void createSource() {
    tokens = new TokenSource(vertx, endpoint, clock::nanoTime);
  }

  @Test
  void nothingIsFetchedBeforeSomebodyAsks() {
    assertThat(endpoint.requests()).isZero();
  }

  @Test
  void callersDuringAFetchShareIt() {
    List<Future<Token>> callers = Stream.generate(tokens::token).limit(1000).toList();
    assertThat(endpoint.requests()).isEqualTo(1);

    Token issued = endpoint.issue(HOUR);

    assertThat(callers.stream().map(TokenSourceTest::outcome)).hasSize(1000).containsOnly(issued);
    assertThat(endpoint.requests()).isEqualTo(1);
  }

  @Test
  void callersDuringAFetchThatFailsShareItsFailure() {
    List<Future<Token>> callers = Stream.generate(tokens::token).limit(100).toList();

    endpoint.fail(new ProfileFailure(ProfileFailure.Code.REFUSED));

    assertThat(callers.stream().map(TokenSourceTest::outcome))
        .hasSize(100)
        .containsOnly(ProfileFailure.Code.REFUSED);
    assertThat(endpoint.requests()).isEqualTo(1);
  }

  @Test
  void aCallerWhoJoinsAFetchComesBackToItsOwnEventLoop() {
    List<Context> loops = List.of(eventLoop(), eventLoop());
    List<CompletableFuture<Context>> cameBackTo = new ArrayList<>();
    CompletableFuture<Void> asked = CompletableFuture.allOf(loops.stream()
        .map(loop -> {
          CompletableFuture<Context> cameBack = new CompletableFuture<>();
          cameBackTo.add(cameBack);
          CompletableFuture<Void> done = new CompletableFuture<>();
          loop.runOnContext(go -> {
            tokens.token().onComplete(token -> cameBack.complete(Vertx.currentContext()));
            done.complete(null);
          });
          return done;
        })
        .toArray(CompletableFuture[]::new));
    assertThat(outcome(asked)).isEqualTo("done");

    var unused = endpoint.issue(HOUR);

    assertThat(cameBackTo.stream().map(TokenSourceTest::outcome)).isEqualTo(List.copyOf(loops));
    assertThat(endpoint.requests()).isEqualTo(1);
  }

  @Test
  void aTokenIsKeptForFourFifthsOfItsLife() {
    Token first = held(HOUR);

    clock.pass(Duration.ofMinutes(48).minusMillis(1));

    assertThat(now(tokens.token())).isSameAs(first);
    assertThat(endpoint.requests()).isEqualTo(1);
  }

  @Test
  void aTokenIsRenewedOnceInTheBackgroundWhileItServes() {
    Token first = held(HOUR);
    clock.pass(Duration.ofMinutes(48));

    assertThat(now(tokens.token())).isSameAs(first);
    assertThat(now(tokens.token())).isSameAs(first);
    assertThat(endpoint.requests()).isEqualTo(2);

    Token second = endpoint.issue(HOUR);
    assertThat(now(tokens.token())).isSameAs(second);
    assertThat(endpoint.requests()).isEqualTo(2);
  }

  @Test
  void aTokenThatNobodyAsksForIsRenewedWhenItIsDue() {
    var unused = held(HOUR);
    clock.pass(Duration.ofMinutes(48).minusMillis(1));
    tokens.renewWhenDue();
    assertThat(endpoint.requests()).isEqualTo(1);

    clock.pass(Duration.ofMillis(1));
    tokens.renewWhenDue();
    tokens.renewWhenDue();
    assertThat(endpoint.requests()).isEqualTo(2);

    Token second = endpoint.issue(HOUR);
    clock.pass(Duration.ofMinutes(30));
    assertThat(now(tokens.token())).isSameAs(second);
  }

  @Test
  void whatIsNotThereIsNotRenewed() {
    tokens.renewWhenDue();

    assertThat(endpoint.requests()).isZero();
  }

  @Test
  void aRenewalThatFailsIsRepeatedLaterAndLater() {
    var unused = held(HOUR);
    clock.pass(Duration.ofMinutes(50));
    List<Integer> seconds = new ArrayList<>();
    for (int second = 0; second < 30; second++) {
      int before = endpoint.requests();
      tokens.renewWhenDue();
      if (endpoint.requests() > before) {
        endpoint.fail();
        seconds.add(second);
      }
      clock.pass(Duration.ofSeconds(1));
    }

    assertThat(seconds).containsExactly(0, 1, 2, 4, 8, 13, 18, 23, 28);
  }

  @Test
  void aTokenThatCameWithAPartOfItsLifeIsRenewedWithAFifthOfTheWholeLeft() {
    Future<Token> asked = tokens.token();
    endpoint.issue(new Token("shared", Duration.ofMinutes(20), HOUR));
    Object first = outcome(asked);

    clock.pass(Duration.ofMinutes(8).minusMillis(1));
    assertThat(now(tokens.token())).isSameAs(first);
    assertThat(endpoint.requests()).isEqualTo(1);
    clock.pass(Duration.ofMillis(1));
    assertThat(now(tokens.token())).isSameAs(first);
    assertThat(endpoint.requests()).isEqualTo(2);
  }

  @Test
  void anEndpointThatIsSlowToBeginKeepsNobodyWaiting() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    TokenSource source = new TokenSource(
        vertx,
        replaced -> {
          if (replaced == null) {
            return Future.succeededFuture(new Token("first", HOUR));
          }
          begun.countDown();
          pass(mayGoOn);
          return Future.succeededFuture(new Token("second", HOUR));
        },
        clock::nanoTime);
    Object first = outcome(source.token());
    clock.pass(Duration.ofMinutes(50));

    // Of their own: the common pool may have a single thread.
    Executor threads = task -> new Thread(task).start();
    CompletableFuture<Object> renewing =
        CompletableFuture.supplyAsync(() -> now(source.token()), threads);
    pass(begun);
    CompletableFuture<Object> meanwhile =
        CompletableFuture.supplyAsync(() -> now(source.token()), threads);

    assertThat(outcome(meanwhile)).isSameAs(first);
    mayGoOn.countDown();
    assertThat(outcome(renewing)).isSameAs(first);
    assertThat(((Token) now(source.token())).value()).isEqualTo("second");
  }

  @Test
  void aTokenIsNotSentInTheLastHalfMinuteOfItsLife() {
    Token first = held(HOUR);
    clock.pass(HOUR.minusSeconds(30).minusMillis(1));
    assertThat(now(tokens.token())).isSameAs(first);

    clock.pass(Duration.ofMillis(1));
    Future<Token> waiting = tokens.token();
    assertThat(waiting.isComplete()).isFalse();

    assertThat(endpoint.issue(HOUR)).isSameAs(outcome(waiting));
    assertThat(endpoint.requests()).isEqualTo(2);
  }

  @Test
  void aTokenThatLivesForASecondServesForNineTenthsOfIt() {
    Token first = held(Duration.ofSeconds(1));
    clock.pass(Duration.ofMillis(899));
    assertThat(now(tokens.token())).isSameAs(first);

    clock.pass(Duration.ofMillis(1));
    Future<Token> waiting = tokens.token();

    assertThat(endpoint.issue(HOUR)).isSameAs(outcome(waiting));
    assertThat(endpoint.requests()).isEqualTo(2);
  }

  @Test
  void aFailedFetchIsNotKept() {
    Future<Token> first = tokens.token();
    endpoint.fail();
    assertThat(outcome(first)).isEqualTo(ProfileFailure.Code.UNAVAILABLE);

    Future<Token> second = tokens.token();

    assertThat(endpoint.issue(HOUR)).isSameAs(outcome(second));
    assertThat(endpoint.requests()).isEqualTo(2);
  }

  @Test
  void anEndpointThatKeepsFailingIsLeftAloneForLongerAndLonger() {
    List<Long> pauses = new ArrayList<>();
    for (int failures = 0; failures < 9; failures++) {
      Future<Token> asked = tokens.token();
      endpoint.fail();
      assertThat(outcome(asked)).isEqualTo(ProfileFailure.Code.UNAVAILABLE);
      pauses.add(secondsUntilAnotherRequest());
    }

    assertThat(pauses).containsExactly(0L, 1L, 2L, 4L, 5L, 5L, 5L, 5L, 5L);
  }

  @Test
  void whoAsksDuringThePauseIsToldTheFailureAtOnce() {
    for (int failures = 0; failures < 2; failures++) {
      var unused = tokens.token();
      endpoint.fail(new ProfileFailure(ProfileFailure.Code.REFUSED));
    }

    assertThat(now(tokens.token())).isEqualTo(ProfileFailure.Code.REFUSED);
    assertThat(endpoint.requests()).isEqualTo(2);
  }

  @Test
  void aSuccessEndsThePauses() {
    assertThat(tokens.token().isComplete()).isFalse();
    endpoint.fail();
    var unused = held(Duration.ofSeconds(1));
    clock.pass(Duration.ofSeconds(1));

    assertThat(tokens.token().isComplete()).isFalse();
    endpoint.fail();

    assertThat(secondsUntilAnotherRequest()).isZero();
  }

  @Test
  void aFailedRenewalLeavesTheTokenServing() {
    Token first = held(HOUR);
    clock.pass(Duration.ofMinutes(50));
    for (int renewals = 0; renewals < 3; renewals++) {
      assertThat(now(tokens.token())).isSameAs(first);
      endpoint.fail();
      clock.pass(Duration.ofSeconds(30));
    }

    assertThat(now(tokens.token())).isSameAs(first);
  }

  @Test
  void aFailedRenewalIsNotRepeatedForEveryCaller() {
    Token first = held(HOUR);
    clock.pass(Duration.ofMinutes(50));
    for (int renewals = 0; renewals < 2; renewals++) {
      assertThat(now(tokens.token())).isSameAs(first);
      endpoint.fail();
    }

    for (int callers = 0; callers < 100; callers++) {
      assertThat(now(tokens.token())).isSameAs(first);
    }

    assertThat(endpoint.requests()).isEqualTo(3);
  }

  @Test
  void aRejectedTokenIsReplacedByOneFetchHoweverManySawItRejected() {
    Token first = proven(held(HOUR));

    List<Future<Token>> callers = Stream.generate(() -> {
          tokens.rejected(first);
          return tokens.token();
        })
        .limit(50)
        .toList();
    Token second = endpoint.issue(HOUR);

    assertThat(callers.stream().map(TokenSourceTest::outcome)).containsOnly(second);
    assertThat(endpoint.requests()).isEqualTo(2);
  }

  @Test
  void aLateRejectionDoesNotThrowTheNewerTokenAway() {
    Token first = proven(held(HOUR));
    tokens.rejected(first);
    Token second = held(HOUR);

    tokens.rejected(first);

    assertThat(now(tokens.token())).isSameAs(second);
    assertThat(endpoint.requests()).isEqualTo(2);
  }

  @Test
  void theEndpointIsToldWhichTokenIsToBeReplaced() {
    Token first = proven(held(HOUR));
    assertThat(endpoint.lastReplaced()).isNull();
    clock.pass(Duration.ofMinutes(50));
    Token second = proven(held(HOUR, first));
    assertThat(endpoint.lastReplaced()).isSameAs(first);

    tokens.rejected(second);

    assertThat(tokens.token().isComplete()).isFalse();
    assertThat(endpoint.lastReplaced()).isSameAs(second);
  }

  @Test
  void aRejectionDuringTheRenewalWaitsForIt() {
    Token first = proven(held(HOUR));
    clock.pass(Duration.ofMinutes(50));
    assertThat(now(tokens.token())).isSameAs(first);

    tokens.rejected(first);
    Future<Token> waiting = tokens.token();

    assertThat(waiting.isComplete()).isFalse();
    assertThat(endpoint.issue(HOUR)).isSameAs(outcome(waiting));
    assertThat(endpoint.requests()).isEqualTo(2);
  }

  @Test
  void tokensThatWereNeverTakenAreNotReplacedInALoop() {
    tokens.rejected(held(HOUR));
    tokens.rejected(held(HOUR));

    assertThat(now(tokens.token())).isEqualTo(ProfileFailure.Code.REFUSED);
    assertThat(endpoint.requests()).isEqualTo(2);

    clock.pass(Duration.ofSeconds(1));
    tokens.rejected(held(HOUR));
    assertThat(secondsUntilAnotherRequest()).isEqualTo(2);
  }

  @Test
  void aTokenThatWasTakenIsReplacedAtOnceHoweverOftenItDies() {
    for (int deaths = 0; deaths < 10; deaths++) {
      tokens.rejected(proven(held(HOUR)));
    }

    assertThat(held(HOUR).value()).isEqualTo("token-11");
  }

  @Test
  void aTokenThatIsTakenEndsThePausesAfterRejections() {
    tokens.rejected(held(HOUR));
    Token second = proven(held(HOUR));
    tokens.rejected(second);
    tokens.rejected(held(HOUR));

    assertThat(secondsUntilAnotherRequest()).isZero();
  }

  /** A token that was asked for and issued just now. */
  private Token held(Duration life) {
    Future<Token> asked = tokens.token();
    Token issued = endpoint.issue(life);
    assertThat(outcome(asked)).isSameAs(issued);
    return issued;
  }

  /** A token that was renewed just now while {@code old} served. */
  private Token held(Duration life, Token old) {
    assertThat(now(tokens.token())).isSameAs(old);
    Token issued = endpoint.issue(life);
    assertThat(now(tokens.token())).isSameAs(issued);
    return issued;
  }

  private Token proven(Token token) {
    tokens.accepted(token);
    return token;
  }

  /** Lets time pass until asking for a token makes the endpoint be asked; that request stays open. */
  private long secondsUntilAnotherRequest() {
    int before = endpoint.requests();
    for (long seconds = 0; seconds <= 60; seconds++) {
      var unused = tokens.token();
      if (endpoint.requests() > before) {
        return seconds;
      }
      clock.pass(Duration.ofSeconds(1));
    }
    throw new AssertionError("not asked within a minute");
  }

  private static void pass(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static Context eventLoop() {
    return ((VertxInternal) vertx).createEventLoopContext();
  }

  /** The outcome of what must be there already. */
  private static Object now(Future<Token> asked) {
    assertThat(asked.isComplete()).isTrue();
    return outcome(asked);
  }

  private static Object outcome(Future<Token> asked) {
    return outcome(asked.toCompletionStage().toCompletableFuture());
  }

  /** The value, or the code of the failure that came instead. */
  private static Object outcome(CompletableFuture<?> future) {
    try {
      Object value = future.get(20, TimeUnit.SECONDS);
      return value == null ? "done" : value;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof ProfileFailure failure) {
        return failure.code();
      }
      throw new AssertionError(failed);
    } catch (InterruptedException | TimeoutException failed) {
      throw new AssertionError(failed);
    }
  }
}
