package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.testing.GraphQlAnswer;
import profilegateway.testing.TestGateway;

/** An API that is slow, but answers in the time that a call has. */
class SlowUpstreamIT {

  @ParameterizedTest
  @ValueSource(ints = {300, 1500})
  void aSlowAnswerIsAnAnswer(int millis) {
    try (TestGateway gateway = TestGateway.start()) {
      latency(gateway, millis);

      assertThat(gateway.ask("{ viewer { mpid } }").data().path("viewer").has("mpid"))
          .isTrue();
    }
  }

  @Test
  void moreThanTheQuotaBearsIsAnsweredUpToTheQuota() {
    try (TestGateway gateway =
        TestGateway.start("SANDBOX_GENERATE", "on", "MPARTICLE_QUOTA_PER_SECOND", "5")) {
      latency(gateway, 300);

      long start = System.nanoTime();
      List<GraphQlAnswer> answers = askAtOnce(gateway, 60);
      // Five in each 1030 ms: how long each takes to arrive is not the quota's.
      long most = 5 * (1 + (System.nanoTime() - start) / Duration.ofMillis(1030).toNanos());

      // Three seconds of a quota of five. Had turns been given at the deadline, the last ones would
      // have come to nothing, and the breaker would have opened.
      assertThat(answers.stream().filter(answer -> answer.codes().isEmpty()).count())
          .isBetween(10L, most);
      // On a machine that hesitates a turn may come to nothing all the same.
      assertThat(answers.stream().flatMap(answer -> answer.codes().stream()).distinct())
          .contains("UPSTREAM_RATE_LIMITED at profile")
          .isSubsetOf("UPSTREAM_RATE_LIMITED at profile", "UPSTREAM_TIMEOUT at profile");
      assertThat(gateway.askSandbox("/counters").path("byKind").path("profile").asLong())
          .isLessThanOrEqualTo(most);
    }
  }

  @Test
  void noMoreConnectionsThanSetAreOpenedAndNoMoreWaitForOne() {
    try (TestGateway gateway = TestGateway.start(
        "SANDBOX_GENERATE", "on", "MPARTICLE_POOL_SIZE", "2", "MPARTICLE_POOL_WAITING", "2")) {
      assertThat(gateway.ask("{ profile(mpid: \"1\") { mpid } }").codes()).isEmpty();
      latency(gateway, 500);
      gateway.tellSandbox("DELETE", "/counters", "");

      long start = System.nanoTime();
      List<GraphQlAnswer> answers = askAtOnce(gateway, 20);
      // Two in each half of a second, and two that wait.
      long most = 2 * (2 + (System.nanoTime() - start) / Duration.ofMillis(500).toNanos());

      assertThat(gateway.askSandbox("/counters").path("mostAtOnce").asInt()).isEqualTo(2);
      assertThat(answers.stream().filter(answer -> answer.codes().isEmpty()).count())
          .isBetween(3L, most);
      // A machine with too much other work may refuse requests before they need a connection.
      assertThat(answers.stream().flatMap(answer -> answer.codes().stream()).distinct())
          .contains("UPSTREAM_UNAVAILABLE at profile")
          .isSubsetOf("UPSTREAM_UNAVAILABLE at profile", "OVERLOADED");
      // A lookup that got no connection does not count as a call.
      assertThat(answers.stream()
              .mapToInt(answer -> answer.upstream().path("calls").asInt())
              .sum())
          .isEqualTo(gateway.askSandbox("/counters").path("calls").asInt());
    }
  }

  private static List<GraphQlAnswer> askAtOnce(TestGateway gateway, int operations) {
    return IntStream.rangeClosed(1, operations)
        .mapToObj(mpid -> gateway.askLater("{ profile(mpid: \"" + mpid + "\") { mpid } }"))
        .toList()
        .stream()
        .map(CompletableFuture::join)
        .toList();
  }

  private static void latency(TestGateway gateway, int millis) {
    gateway.tellSandbox("PATCH", "/behaviour", "{\"latency\": " + millis + "}");
  }
}
