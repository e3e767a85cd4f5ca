package profilegateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.upstream.FakePath.outcome;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import profilegateway.profile.Lookup;
import profilegateway.upstream.api.CallFailed;

/** What comes of 429s that say it is growth that is too fast. */
@ExtendWith(VertxExtension.class)
class TriesGrowthTest {
  private static Vertx vertx;

  private FakePath free;

  @BeforeAll
  static void open(Vertx opened) {
    vertx = opened;
  }

  @BeforeEach
  void createPath() {
    free = FakePath.withToken(vertx, 0);
  }

  @Test
  void withoutBudgetTheyAreNotTriedAgain() {
    assertThat(refused(free)).startsWith("RATE_LIMITED");
    assertThat(free.api.calls()).hasSize(1);
  }

  @Test
  void theyTellWhenTheNextTurnWouldComeAtHalfTheRate() {
    FakePath one = FakePath.withToken(vertx, 1);
    withoutBudget(one);
    // What it says itself is about a stop, which it does not ask for.
    one.api.fails(new CallFailed(CallFailed.Kind.GROWING_TOO_FAST, Duration.ofSeconds(60)));

    assertThat(outcome(one.read())).isEqualTo("RATE_LIMITED after 2060");
    assertThat(one.limiter.state().coolDownLeft()).isZero();
  }

  @Test
  void theyDoNotShortenTheStopThatAnotherOneMakes() {
    assertThat(refused(free)).startsWith("RATE_LIMITED");
    free.time.passMillis(1_400);

    free.api.fails(CallFailed.Kind.TOO_FAST);
    var unused = free.read();

    assertThat(free.limiter.state().coolDownLeft()).isEqualTo(Duration.ofMillis(1_500));
  }

  @Test
  void whenNothingElseIsAnsweredTheyMakeAStop() {
    for (int number = 0; number < 4; number++) {
      assertThat(refused(free)).startsWith("RATE_LIMITED");
      assertThat(free.limiter.state().coolDownLeft()).isZero();
    }

    assertThat(refused(free)).isEqualTo("RATE_LIMITED after 1500");
    assertThat(free.limiter.state().coolDownLeft()).isEqualTo(Duration.ofMillis(1_500));
  }

  @Test
  void afterTheStopOneIsEnoughForTheNextWhichIsLonger() {
    for (int number = 0; number < 5; number++) {
      assertThat(refused(free)).startsWith("RATE_LIMITED");
    }
    free.time.passMillis(1_500);

    assertThat(refused(free)).isEqualTo("RATE_LIMITED after 3000");
  }

  @Test
  void anAnswerBetweenThemStartsOver() {
    for (int number = 0; number < 20; number++) {
      if (number % 4 == 0) {
        free.api.answers();
        assertThat(outcome(free.read())).isEqualTo("answered");
      }
      assertThat(refused(free)).startsWith("RATE_LIMITED");
    }

    assertThat(free.limiter.state().coolDownLeft()).isZero();
  }

  @Test
  void thoseThatComeTogetherAreOne() {
    for (int number = 0; number < 50; number++) {
      var unused = free.read();
    }
    withoutBudget(free);
    for (int number = 0; number < 50; number++) {
      free.api.fail(CallFailed.Kind.GROWING_TOO_FAST);
    }

    assertThat(free.limiter.state().coolDownLeft()).isZero();
  }

  /** What becomes of a look-up that is not tried again. */
  private static String refused(FakePath path) {
    Future<Lookup> lookup = path.read();
    withoutBudget(path);
    path.api.fail(CallFailed.Kind.GROWING_TOO_FAST);
    return outcome(lookup);
  }

  private static void withoutBudget(FakePath path) {
    while (path.budget.take()) {}
  }
}
