package profilegateway.graphql.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import profilegateway.config.Limit;
import profilegateway.config.LimitsMode;
import profilegateway.testing.LogLines;
import profilegateway.testing.TestClock;
import profilegateway.testing.TestLimits;

class LimitsTest {
  private final List<String> told = new ArrayList<>();
  private final LimitEvents events = new LimitEvents() {
    @Override
    public void exceeded(Limit limit, long value, boolean refused) {
      told.add(limit + " exceeded by " + value + (refused ? ", refused" : ""));
    }

    @Override
    public void tooSlow(boolean refused) {
      told.add("too slow" + (refused ? ", refused" : ""));
    }
  };

  private Limits limits(LimitsMode mode) {
    return new Limits(TestLimits.config(mode, Map.of(Limit.DEPTH, 5)), events);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsAtALimitIsNotRefusedInAnyMode(LimitsMode mode) {
    assertThat(limits(mode).refusal(Limit.DEPTH, 5)).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void whatIsBeyondALimitIsRefusedWhereLimitsAreEnforced() {
    assertThat(limits(LimitsMode.ENFORCE).refusal(Limit.DEPTH, 6))
        .contains("The document selects 6 levels of fields; the limit is 5.");
    assertThat(told).containsExactly("DEPTH exceeded by 6, refused");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ENFORCE")
  void elsewhereItIsToldAndOnlyWhatCouldNotBeSetIsRefused(LimitsMode mode) {
    assertThat(limits(mode).refusal(Limit.DEPTH, 6)).isEmpty();
    assertThat(limits(mode).refusal(Limit.DEPTH, Limit.DEPTH.most() + 1))
        .contains("The document selects 101 levels of fields; the limit is 100.");
    assertThat(told).containsExactly("DEPTH exceeded by 6", "DEPTH exceeded by 101, refused");
  }

  @Test
  void ofSeveralEachIsLookedAtAndTheFirstThatIsRefusedIsSaid() {
    Map<Limit, Long> values = new EnumMap<>(Limit.class);
    values.put(Limit.DEPTH, 7L);
    values.put(Limit.FIELDS, Limit.FIELDS.most() + 1L);

    assertThat(limits(LimitsMode.ENFORCE).refusal(values))
        .contains("The document selects 7 levels of fields; the limit is 5.");
    assertThat(told)
        .containsExactly(
            "DEPTH exceeded by 7, refused",
            "FIELDS exceeded by " + (Limit.FIELDS.most() + 1L) + ", refused");
  }

  @Test
  void aSlowClientIsGivenAMinuteWhereLimitsAreNotEnforced() {
    Duration long_ = Duration.ofSeconds(5);

    assertThat(limits(LimitsMode.ENFORCE).refusesTime(long_)).isTrue();
    assertThat(limits(LimitsMode.MEASURE).refusesTime(long_)).isFalse();
    assertThat(limits(LimitsMode.MEASURE).refusesTime(Duration.ofSeconds(61))).isTrue();
    assertThat(told).containsExactly("too slow, refused", "too slow", "too slow, refused");
  }

  @Test
  void theLogTellsOfEachLimitOnceAMinute() {
    TestClock clock = new TestClock();
    LimitLog log = new LimitLog(LimitsMode.WARN, clock::nanoTime);
    try (LogLines lines = LogLines.open()) {
      log.exceeded(Limit.DEPTH, 6, false);
      log.exceeded(Limit.DEPTH, 7, false);
      log.exceeded(Limit.TOKENS, 20_000, true);
      clock.pass(Duration.ofMinutes(1));
      log.exceeded(Limit.DEPTH, 8, false);

      assertThat(lines.all())
          .containsExactly(
              "WARN LimitLog Beyond GATEWAY_LIMIT_DEPTH: would be refused with GATEWAY_LIMITS=enforce."
                  + " Times since this was told last: 1. null ",
              "INFO LimitLog Beyond GATEWAY_LIMIT_TOKENS: refused. Times since this was told last: 1. null ",
              "WARN LimitLog Beyond GATEWAY_LIMIT_DEPTH: would be refused with GATEWAY_LIMITS=enforce."
                  + " Times since this was told last: 2. null ");
    }
  }

  @Test
  void whereItIsOnlyMeasuredTheLogSaysNothing() {
    LimitLog log = new LimitLog(LimitsMode.MEASURE, new TestClock()::nanoTime);
    try (LogLines lines = LogLines.open()) {
      log.exceeded(Limit.DEPTH, 6, false);
      log.tooSlow(false);

      assertThat(lines.all()).isEmpty();
    }
  }
}
