package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.testing.Patience.until;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import profilegateway.testing.GraphQlAnswer;
import profilegateway.testing.SandboxClient;
import profilegateway.testing.TestGateway;
import profilegateway.testing.TestRedis;

/** What an instance says of itself to balancers, and to whoever looks after it. */
class HealthIT {
  private static final String QUERY = "{ profile(mpid: \"4400000000000000002\") { isOptedOut } }";

  @Test
  void anInstanceWithoutATokenIsAliveButStarts() {
    try (TestGateway gateway = TestGateway.start()) {
      gateway.tellSandbox("POST", "/faults", "{\"on\":\"token\",\"kind\":\"hang\"}");

      assertThat(told(gateway, "/health/live", 200)).hasToString("{\"status\":\"UP\"}");
      assertThat(told(gateway, "/health/ready", 503))
          .hasToString("{\"status\":\"DOWN\",\"phase\":\"starting\"}");
      assertThat(told(gateway, "/health", 503).at("/mparticle/token").isNull()).isTrue();
    }
  }

  @Test
  void anInstanceThatIsReadyTellsWhatItDependsOn() {
    try (TestGateway gateway = TestGateway.start()) {
      until(() -> status(gateway, "/health/ready") == 200);

      assertThat(told(gateway, "/health/ready", 200))
          .hasToString("{\"status\":\"UP\",\"phase\":\"ready\"}");
      assertThat(withoutTimes(told(gateway, "/health", 200))).isEqualTo(SandboxClient.json("""
          {
            "status": "UP",
            "phase": "ready",
            "mparticle": {"mode": "on", "breaker": "closed", "token": {}},
            "quota": {
              "perSecond": 0,
              "left": null,
              "shared": false,
              "waiting": {"viewer": 0, "other": 0, "background": 0},
              "refused": 0,
              "pauseLeftMs": 0,
              "slowLeftMs": 0
            },
            "redis": null
          }
          """));
    }
  }

  @Test
  void anInstanceThatIsToldToStopDrains() {
    try (TestGateway gateway = TestGateway.start("GATEWAY_SHUTDOWN_WAIT", "2s")) {
      until(() -> status(gateway, "/health/ready") == 200);

      CompletableFuture<Void> stopped = gateway.stop();

      assertThat(told(gateway, "/health/ready", 503))
          .hasToString("{\"status\":\"DOWN\",\"phase\":\"draining\"}");
      assertThat(told(gateway, "/health/live", 200)).hasToString("{\"status\":\"UP\"}");
      stopped.join();
    }
  }

  @Test
  void whatIsIllIsToldAndLeavesTheInstanceReady() {
    try (TestRedis redis = TestRedis.start();
        TestGateway gateway = TestGateway.start("REDIS_URL", redis.url())) {
      until(() -> status(gateway, "/health/ready") == 200);
      assertThat(told(gateway, "/health", 200).at("/redis/status").asText()).isEqualTo("UP");
      redis.kill();
      gateway.tellSandbox("POST", "/faults", "{\"on\":\"api\",\"kind\":\"status\",\"status\":503}");

      until(() -> {
        var unused = gateway.ask(QUERY);
        JsonNode health = told(gateway, "/health", 200);
        return health.at("/redis/status").asText().equals("DOWN")
            && health.at("/mparticle/breaker").asText().equals("open");
      });

      assertThat(told(gateway, "/health", 200).at("/quota/shared").asBoolean()).isFalse();
    }
  }

  @Test
  void anInstanceWithAsManyOperationsAsItTakesIsReady() {
    try (TestGateway gateway = TestGateway.start("GATEWAY_LIMIT_OPERATIONS", "1")) {
      until(() -> status(gateway, "/health/ready") == 200);
      gateway.tellSandbox("POST", "/faults", "{\"on\":\"api\",\"kind\":\"hang\"}");
      List<CompletableFuture<GraphQlAnswer>> asked = new ArrayList<>(
          List.of(gateway.askLater(QUERY), gateway.askLater(QUERY), gateway.askLater(QUERY)));
      CompletableFuture.anyOf(asked.toArray(CompletableFuture[]::new)).join();

      assertThat(asked)
          .anySatisfy(answer -> assertThat(answer)
              .isCompletedWithValueMatching(told -> told.codes().contains("OVERLOADED")));
      assertThat(status(gateway, "/health/ready")).isEqualTo(200);
    }
  }

  @Test
  void probesAreAnsweredWhileEveryEventLoopIsBusy() {
    try (TestGateway gateway = TestGateway.start()) {
      until(() -> status(gateway, "/health/ready") == 200);

      gateway.busyDuring(() -> {
        assertThat(status(gateway, "/health/live")).isEqualTo(200);
        assertThat(status(gateway, "/health/ready")).isEqualTo(200);
        assertThat(status(gateway, "/health")).isEqualTo(200);
        assertThat(status(gateway, "/metrics")).isEqualTo(200);
        assertThat(status(gateway, "/status.json")).isEqualTo(200);
      });
    }
  }

  private static JsonNode told(TestGateway gateway, String path, int status) {
    var answer = gateway.send(gateway.managementRequest(path));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return SandboxClient.json(answer.body());
  }

  private static JsonNode withoutTimes(JsonNode health) {
    ObjectNode token = (ObjectNode) health.at("/mparticle/token");
    assertThat(token.path("ageSeconds").asLong() + token.path("leftSeconds").asLong())
        .isBetween(28_798L, 28_800L);
    token.removeAll();
    return health;
  }

  private static int status(TestGateway gateway, String path) {
    return gateway.send(gateway.managementRequest(path)).statusCode();
  }
}
