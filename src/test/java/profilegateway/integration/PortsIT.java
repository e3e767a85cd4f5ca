package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import profilegateway.testing.GraphQlAnswer;
import profilegateway.testing.TestGateway;

class PortsIT {
  /** At once, so that each takes a connection of its own: connections are dealt out to the event loops in turn. */
  private static final int CONNECTIONS = 12;

  @Test
  void everyConnectionToAFreePortComesToWhatIsServedThere() {
    try (TestGateway gateway = TestGateway.start("GATEWAY_EVENT_LOOPS", "2")) {
      List<CompletableFuture<GraphQlAnswer>> asked = Stream.generate(
              () -> gateway.askLater("{ __typename }"))
          .limit(CONNECTIONS)
          .toList();

      assertThat(asked.stream().map(answer -> answer.join().body().toString()))
          .containsOnly("{\"data\":{\"__typename\":\"Query\"},"
              + "\"extensions\":{\"upstream\":{\"calls\":0,\"saved\":0,\"fields\":[]}}}");
    }
  }

  @Test
  void whatIsForOperatorsIsNotServedToClients() {
    try (TestGateway gateway = TestGateway.start()) {
      HttpRequest.Builder health = gateway.managementRequest("/health/live");
      assertThat(gateway.send(health).statusCode()).isEqualTo(200);

      URI atClients = URI.create(gateway.url() + "/health/live");
      assertThat(
              Stream.generate(() -> gateway.send(health.copy().uri(atClients)).statusCode())
                  .limit(3))
          .containsOnly(404);
    }
  }

  @Test
  void aPathThatLeadsNowhereIsToldOfItsPort() {
    try (TestGateway gateway = TestGateway.start()) {
      assertThat(gateway.send(gateway.request("/nowhere")).body()).contains("served at /graphql.");
      assertThat(gateway.send(gateway.managementRequest("/nowhere")).body())
          .contains("This is the management port");
    }
  }
}
