package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.testing.Patience.until;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import profilegateway.testing.GraphQlAnswer;
import profilegateway.testing.TestGateway;

/** An instance that is told to stop loses nothing. */
class ShutdownIT {
  private static final String QUERY = "{ profile(mpid: \"4400000000000000002\") { isOptedOut } }";

  @Test
  void whatIsInFlightIsAnswered() {
    try (TestGateway gateway = TestGateway.start()) {
      assertThat(gateway.ask("{ __typename }").codes()).isEmpty();
      gateway.tellSandbox("PATCH", "/behaviour", "{\"latency\":700}");
      CompletableFuture<GraphQlAnswer> asked = gateway.askLater(QUERY);
      until(() -> gateway.askSandbox("/counters").path("byKind").path("profile").asInt() == 1);

      CompletableFuture<Void> stopped = gateway.stop();

      assertThat(asked.join().data().path("profile").path("isOptedOut").asBoolean())
          .isFalse();
      stopped.join();
    }
  }

  @Test
  void requestsAreTakenWhileTheInstanceSaysThatItIsNotReady() {
    try (TestGateway gateway = TestGateway.start("GATEWAY_SHUTDOWN_WAIT", "2s")) {
      until(() -> ready(gateway) == 200);

      CompletableFuture<Void> stopped = gateway.stop();
      until(() -> ready(gateway) == 503);

      assertThat(gateway.ask(QUERY).codes()).isEmpty();
      assertThat(stopped).isNotDone();
      stopped.join();
    }
  }

  private static int ready(TestGateway gateway) {
    return gateway.send(gateway.managementRequest("/health/ready")).statusCode();
  }
}
