package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import profilegateway.testing.GraphQlAnswer;
import profilegateway.testing.TestGateway;

class FirstQueryIT {
  @Test
  void aQueryIsAnsweredInExactlyThePartsThatItNames() {
    try (TestGateway gateway = TestGateway.start()) {
      GraphQlAnswer answer = gateway.ask("{ viewer { mpid attributes { city } } }");

      assertThat(answer.data().toString())
          .isEqualTo(
              "{\"viewer\":{\"mpid\":\"9080350317581165000\",\"attributes\":{\"city\":\"New York\"}}}");
      assertThat(answer.upstream().toString())
          .isEqualTo("{\"calls\":1,\"saved\":0,\"fields\":[[\"user_attributes\"]]}");
    }
  }
}
