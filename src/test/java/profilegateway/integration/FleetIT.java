package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.testing.Patience.until;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import profilegateway.testing.GraphQlAnswer;
import profilegateway.testing.TestGateway;
import profilegateway.testing.TestRedis;

/** Two instances that share a Redis, and call one sandbox. */
class FleetIT {
  private static final String KEYS = "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private static TestRedis redis;

  @BeforeAll
  static void start() {
    redis = TestRedis.start();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @Test
  void instancesShareOneToken() {
    try (TestGateway one = first("workspace-token");
        TestGateway other = beside(one, "workspace-token")) {
      assertThat(one.ask("{ viewer { mpid } }").codes()).isEmpty();
      assertThat(other.ask("{ viewer { mpid } }").codes()).isEmpty();

      assertThat(one.askSandbox("/counters").path("tokensIssued").asInt()).isEqualTo(1);
    }
  }

  @Test
  void instancesShareOneQuota() {
    // As if the quota had been kept in this Redis for long.
    redis.tell("SET", "pg:{1/2/workspace-quota}:start", redis.runId() + " 0");
    try (TestGateway one = first("workspace-quota");
        TestGateway other = beside(one, "workspace-quota")) {
      assertThat(one.ask("{ viewer { mpid } }").codes()).isEmpty();
      assertThat(other.ask("{ viewer { mpid } }").codes()).isEmpty();

      long before = calls(one);
      long start = System.nanoTime();
      List<String> failed = IntStream.rangeClosed(1, 40)
          .mapToObj(mpid -> Stream.of(one, other)
              .map(gateway -> gateway.askLater("{ profile(mpid: \"" + mpid + "\") { mpid } }"))
              .toList())
          .toList()
          .stream()
          .flatMap(asked -> asked.stream())
          .map(answer -> answer.join())
          .flatMap(answer -> answer.codes().stream())
          .toList();

      // Five in each 1030 ms: how long each takes to arrive is not the quota's.
      long windows = 2 + (System.nanoTime() - start) / Duration.ofMillis(1030).toNanos();
      assertThat(calls(one) - before).isLessThanOrEqualTo(5 * windows);
      assertThat(failed).isEmpty();
    }
  }

  @Test
  void aPauseHoldsForAllInstances() {
    try (TestGateway one = first("workspace-pause");
        TestGateway other = beside(one, "workspace-pause")) {
      assertThat(one.ask("{ viewer { mpid } }").codes()).isEmpty();
      assertThat(other.ask("{ viewer { mpid } }").codes()).isEmpty();
      // Longer than an operation takes at most, or it would wait for the end of the pause.
      one.tellSandbox(
          "POST",
          "/faults",
          "{\"kind\":\"status\",\"status\":429,\"headers\":{\"Retry-After\":\"60\"},\"times\":1}");

      assertThat(one.ask("{ viewer { mpid } }").codes())
          .containsExactly("UPSTREAM_RATE_LIMITED at viewer");
      // The word takes a moment to go round.
      until(() -> !other.ask("{ viewer { mpid } }").codes().isEmpty());
      GraphQlAnswer refused = other.ask("{ viewer { mpid } }");

      assertThat(refused.codes()).containsExactly("UPSTREAM_RATE_LIMITED at viewer");
      assertThat(refused.upstream().path("calls").asInt()).isZero();
      assertThat(
              refused.errors().path(0).path("extensions").path("retryAfterMs").asInt())
          .isBetween(31_000, 60_000);
    }
  }

  private static long calls(TestGateway gateway) {
    return gateway.askSandbox("/counters").path("byKind").path("profile").asLong();
  }

  private static TestGateway first(String workspace) {
    return instance(workspace, "SANDBOX_GENERATE", "on");
  }

  /** Another instance that calls the sandbox of {@code one}. */
  private static TestGateway beside(TestGateway one, String workspace) {
    String sandbox = one.sandboxUrl();
    return instance(
        workspace, "MPARTICLE_API_URL", sandbox, "MPARTICLE_TOKEN_URL", sandbox + "/oauth/token");
  }

  private static TestGateway instance(String workspace, String... more) {
    Stream<String> common = Stream.of(
        "REDIS_URL",
        redis.url(),
        "GATEWAY_CACHE_KEYS",
        KEYS,
        "GATEWAY_INSTANCES",
        "2",
        "MPARTICLE_QUOTA_PER_SECOND",
        "5",
        // Time for more than is asked for, on a machine that has other things to do as well.
        "GATEWAY_OPERATION_TIMEOUT",
        "30s",
        // A new process on such a machine refuses a burst as overload.
        "GATEWAY_LIMITS",
        "measure",
        "MPARTICLE_WORKSPACE_ID",
        workspace);
    return TestGateway.start(Stream.concat(common, Stream.of(more)).toArray(String[]::new));
  }
}
