package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static profilegateway.testing.Patience.until;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.testing.LogLines;
import profilegateway.testing.TestGateway;
import profilegateway.testing.Together;

/** A token endpoint that is slow or down: who reads profiles notices as late as can be, and then no secret of it. */
class TokenAvailabilityIT {
  private static final String QUERY = "{ viewer { mpid } }";

  @Test
  void anInstanceIsReadyOnceItHasItsFirstToken() {
    try (TestGateway gateway = TestGateway.start("SANDBOX_TOKEN_DELAY", "2s")) {
      assertThat(ready(gateway)).isEqualTo(503);

      until(() -> ready(gateway) == 200);

      assertThat(gateway.ask(QUERY).codes()).isEmpty();
      assertThat(tokenRequests(gateway)).isEqualTo(1);
    }
  }

  private static final List<String> DOWN =
      List.of("'kind': 'hang'", "'kind': 'status', 'status': 503");

  /** They wait for most of a token's life. */
  private static final Together LIVES = new Together();

  @AfterAll
  static void close() {
    LIVES.close();
  }

  @ParameterizedTest
  @FieldSource("DOWN")
  void theOldTokenServesWhileANewOneDoesNotCome(String fault) {
    // Not before: other tests look at the log.
    DOWN.forEach(each -> LIVES.begin(each, () -> assertTheOldTokenServes(each)));
    LIVES.judge(fault);
  }

  private static void assertTheOldTokenServes(String fault) {
    try (TestGateway gateway = TestGateway.start("SANDBOX_TOKEN_LIFETIME", "12s")) {
      assertThat(gateway.ask(QUERY).codes()).isEmpty();
      gateway.tellSandbox("POST", "/faults", ("{'on': 'token', " + fault + "}").replace('\'', '"'));

      until(() -> {
        assertThat(gateway.ask(QUERY).codes()).isEmpty();
        return gateway.askSandbox("/counters").path("byKind").path("token").asInt() == 2;
      });
      for (int number = 0; number < 5; number++) {
        assertThat(gateway.ask(QUERY).codes()).isEmpty();
      }
      // The renewal, and where it failed at once another.
      assertThat(tokenRequests(gateway)).isBetween(2, 3);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'kind': 'status', 'status': 503",
        "'kind': 'status', 'status': 401, 'body': 'sandbox-secret is wrong'",
        "'kind': 'reset'",
        "'kind': 'null-token'",
        "'kind': 'garbage'"
      })
  void theSecretIsNotTold(String fault) {
    try (LogLines log = LogLines.open();
        TestGateway gateway = TestGateway.start()) {
      gateway.tellSandbox("POST", "/faults", ("{'on': 'token', " + fault + "}").replace('\'', '"'));

      for (int number = 0; number < 3; number++) {
        assertThat(gateway.ask(QUERY).body().toString())
            .contains("UPSTREAM_")
            .doesNotContain("sandbox-secret", "sandbox-client");
      }

      assertThat(log.alarming())
          .hasSize(1)
          .allSatisfy(line -> assertThat(line).startsWith("ERROR UpstreamLog The token endpoint "));
      assertThat(log.all())
          .allSatisfy(line -> assertThat(line).doesNotContain("sandbox-secret", "sandbox-client"));
    }
  }

  private static int ready(TestGateway gateway) {
    return gateway.send(gateway.managementRequest("/health/ready")).statusCode();
  }

  private static int tokenRequests(TestGateway gateway) {
    return Collections.frequency(FaultyUpstream.kinds(gateway.takeJournal()), "token");
  }
}
