package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import profilegateway.testing.GraphQlAnswer;
import profilegateway.testing.TestGateway;

/** What the gateway does about an API that is busy or ailing. */
class PatienceIT {
  private static final String QUERY = "{ viewer { mpid } }";

  @Test
  void oneServerErrorCostsARetryAndNoError() {
    try (TestGateway gateway = TestGateway.start()) {
      gateway.tellSandbox("POST", "/faults", "{\"kind\":\"status\",\"status\":503,\"times\":1}");

      GraphQlAnswer answer = gateway.ask(QUERY);

      assertThat(answer.data().path("viewer").has("mpid")).isTrue();
      assertThat(answer.upstream().path("calls").asInt()).isEqualTo(2);
    }
  }

  @Test
  void aPauseThatEndsInTimeIsWaitedOut() {
    try (TestGateway gateway = TestGateway.start()) {
      gateway.tellSandbox(
          "POST",
          "/faults",
          "{\"kind\":\"status\",\"status\":429,\"headers\":{\"Retry-After\":\"1\"},\"times\":1}");

      GraphQlAnswer answer = gateway.ask(QUERY);

      assertThat(answer.data().path("viewer").has("mpid")).isTrue();
      assertThat(answer.upstream().path("calls").asInt()).isEqualTo(2);
    }
  }

  @Test
  void aLastingOutageOpensTheBreaker() {
    try (TestGateway gateway = TestGateway.start()) {
      gateway.tellSandbox("POST", "/faults", "{\"kind\":\"status\",\"status\":500}");
      int calls = 0;
      for (int number = 0; number < 100; number++) {
        GraphQlAnswer answer = gateway.ask(QUERY);
        assertThat(answer.codes()).containsExactly("UPSTREAM_UNAVAILABLE at viewer");
        calls += answer.upstream().path("calls").asInt();
      }

      assertThat(calls).isLessThanOrEqualTo(20);
    }
  }

  @Test
  void theQuotaIsKeptHoweverManyAsk() {
    try (TestGateway gateway =
        TestGateway.start("MPARTICLE_QUOTA_PER_SECOND", "5", "SANDBOX_GENERATE", "on")) {
      long start = System.nanoTime();
      List<GraphQlAnswer> answers = IntStream.rangeClosed(1, 40)
          .mapToObj(mpid -> gateway.askLater("{ profile(mpid: \"" + mpid + "\") { mpid } }"))
          .toList()
          .stream()
          .map(answer -> answer.join())
          .toList();

      // Five in each 1030 ms: how long each takes to arrive is not the quota's.
      long windows = 1 + (System.nanoTime() - start) / Duration.ofMillis(1030).toNanos();
      assertThat(gateway.askSandbox("/counters").path("byKind").path("profile").asLong())
          .isLessThanOrEqualTo(5 * windows);
      assertThat(answers).anySatisfy(answer -> assertThat(answer.codes()).isEmpty());
      assertThat(answers)
          .filteredOn(answer -> !answer.codes().isEmpty())
          .isNotEmpty()
          .allSatisfy(answer -> {
            assertThat(answer.codes()).containsExactly("UPSTREAM_RATE_LIMITED at profile");
            assertThat(answer
                    .errors()
                    .path(0)
                    .path("extensions")
                    .path("retryAfterMs")
                    .asInt())
                .isPositive();
          });
    }
  }

  @Test
  void whileSwitchedOffNothingIsCalled() {
    try (TestGateway gateway = TestGateway.start()) {
      assertThat(gateway.ask(QUERY).codes()).isEmpty();

      assertThat(choose(gateway, "{\"mode\":\"off\"}").body())
          .isEqualTo("{\"mode\":\"off\",\"fleet\":false}");
      GraphQlAnswer off = gateway.ask(QUERY);
      assertThat(off.codes()).containsExactly("UPSTREAM_UNAVAILABLE at viewer");
      assertThat(off.upstream().path("calls").asInt()).isZero();

      assertThat(choose(gateway, "{\"mode\":\"on\"}").statusCode()).isEqualTo(200);
      assertThat(gateway.ask(QUERY).codes()).isEmpty();
    }
  }

  @Test
  void aModeThatThereIsNotIsRefused() {
    try (TestGateway gateway = TestGateway.start()) {
      assertThat(choose(gateway, "{\"mode\":\"sometimes\"}").statusCode()).isEqualTo(400);
      assertThat(choose(gateway, "[]").statusCode()).isEqualTo(400);
      assertThat(choose(gateway, "{").statusCode()).isEqualTo(400);
    }
  }

  private static HttpResponse<String> choose(TestGateway gateway, String body) {
    return gateway.send(gateway
        .managementRequest("/upstream")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body)));
  }
}
