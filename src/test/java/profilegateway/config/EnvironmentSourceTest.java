package profilegateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import profilegateway.config.declared.Mode;

class EnvironmentSourceTest {
  @TempDir
  private Path directory;

  @ParameterizedTest
  @CsvSource({
    "GATEWAY_OPERATION_TIMEOT, GATEWAY_OPERATION_TIMEOUT",
    "GATEWAY_PRT, GATEWAY_PORT",
    "GATEWAY_POOL_SIZE, MPARTICLE_POOL_SIZE",
    "MPARTICLE_ORGID, MPARTICLE_ORG_ID",
    "SANDBOX_QUOTA, ",
    "GATEWAY_port, GATEWAY_PORT",
  })
  void anUnknownVariableIsToldWithTheNearestOne(String name, String nearest) {
    String hint = nearest == null ? "--help lists all settings" : "did you mean " + nearest + "?";

    assertThat(new Reading(directory).account().env(name, "value").problems(Mode.SERVE))
        .containsExactly(name + " (environment): no such setting; " + hint);
  }

  @ParameterizedTest
  @CsvSource({
    "GATEWAY_SERVICE_HOST, 10.0.0.1",
    "GATEWAY_SERVICE_PORT, 80",
    "GATEWAY_SERVICE_PORT_HTTP, 80",
    "GATEWAY_PORT_80_TCP, tcp://10.0.0.1:80",
    "GATEWAY_PORT_80_TCP_ADDR, 10.0.0.1",
    "GATEWAY_PORT_80_TCP_PROTO, tcp",
    "SANDBOX_FOR_TESTS_PORT, tcp://10.0.0.1:80",
    "MPARTICLE_MOCK_SERVICE_HOST, 10.0.0.1",
    "HOME, /root",
    "GATEWAYS, many",
    "gateway_port, x",
  })
  void whatKubernetesInjectsAndWhatIsNotOursIsLeftAlone(String name, String value) {
    assertThat(new Reading(directory).account().env(name, value).problems(Mode.SERVE))
        .isEmpty();
  }

  @Test
  void theValueOfAnUnknownVariableIsNotShown() {
    assertThat(new Reading(directory)
            .account()
            .env("MPARTICLE_CLIENT_SECRT", "hunter2")
            .problems(Mode.SERVE))
        .containsExactly(
            "MPARTICLE_CLIENT_SECRT (environment): no such setting; did you mean MPARTICLE_CLIENT_SECRET?");
  }
}
