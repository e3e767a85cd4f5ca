package profilegateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import profilegateway.access.Caller;
import profilegateway.config.Limit;
import profilegateway.config.LimitsMode;
import profilegateway.graphql.ErrorCode;
import profilegateway.graphql.limits.LimitEvents;
import profilegateway.graphql.limits.Limits;
import profilegateway.testing.TestClock;
import profilegateway.testing.TestLimits;

class CallerRatesTest {
  private static final Caller ANN = caller("ann");

  private final TestClock clock = new TestClock();
  private final CallerRates rates = rates(LimitsMode.ENFORCE);

  private CallerRates rates(LimitsMode mode) {
    var config = TestLimits.config(mode, Map.of(Limit.OPERATIONS_PER_SECOND, 10));
    return new CallerRates(new Limits(config, new LimitEvents() {}), clock::nanoTime);
  }

  private static Caller caller(String hash) {
    return new Caller(null, null, Caller.Scopes.NONE, Caller.Kind.TOKEN, hash);
  }

  @Test
  void aSecondsWorthMayComeAtOnceAndTheNextOneIsToldWhenItsTurnIs() {
    for (int i = 0; i < 10; i++) {
      assertThat(refusal(ANN, 1)).isNull();
    }

    HttpError refusal = refusal(ANN, 1);

    assertThat(refusal)
        .isEqualTo(HttpError.later(
            ErrorCode.RATE_LIMITED,
            "The caller asks for more than 10 operations a second; that is the limit.",
            Duration.ofMillis(100)));
    clock.pass(Duration.ofMillis(100));
    assertThat(refusal(ANN, 1)).isNull();
    assertThat(refusal(ANN, 1)).isNotNull();
  }

  @Test
  void whoIsRefusedLosesNoTurn() {
    for (int i = 0; i < 100; i++) {
      var unused = refusal(ANN, 1);
    }

    clock.pass(Duration.ofMillis(100));

    assertThat(refusal(ANN, 1)).isNull();
  }

  @Test
  void aBatchCountsAsItsMembers() {
    assertThat(refusal(ANN, 9)).isNull();
    assertThat(refusal(ANN, 10)).isNull();
    assertThat(refusal(ANN, 1)).isNotNull();

    clock.pass(Duration.ofMillis(900));
    assertThat(refusal(ANN, 1)).isNotNull();
    clock.pass(Duration.ofMillis(100));
    assertThat(refusal(ANN, 1)).isNull();
  }

  @Test
  void callersDoNotCountForEachOtherAndNobodyInParticularIsNotCounted() {
    assertThat(refusal(ANN, 10)).isNull();
    assertThat(refusal(caller("bob"), 10)).isNull();

    for (int i = 0; i < 100; i++) {
      assertThat(refusal(Caller.ANONYMOUS, 1)).isNull();
    }
  }

  @Test
  void whereLimitsAreNotEnforcedNobodyIsRefused() throws HttpError.Thrown {
    CallerRates lenient = rates(LimitsMode.MEASURE);

    for (int i = 0; i < 100; i++) {
      lenient.take(ANN, 1);
    }
  }

  private @Nullable HttpError refusal(Caller caller, int operations) {
    try {
      rates.take(caller, operations);
      return null;
    } catch (HttpError.Thrown refused) {
      return refused.error();
    }
  }
}
