package profilegateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.config.declared.Mode;
import profilegateway.config.reading.WrongSettings;
import profilegateway.testing.CarelessDefaults;

/** Who asks a sandbox in another process may be careless, and whoever asks anybody else may not. */
class SandboxElsewhereTest {
  @TempDir
  private Path directory;

  private Reading asking(String sandbox, String api, String token) {
    return new Reading(directory)
        .account()
        .env("GATEWAY_ACCESS", "")
        .env("GATEWAY_SANDBOX_URL", sandbox)
        .env("MPARTICLE_API_URL", api)
        .env("MPARTICLE_TOKEN_URL", token);
  }

  @Test
  void whoAsksItIsOpen() throws WrongSettings {
    GatewayConfig config = asking(
            "http://Sandbox:4010", "http://sandbox:4010/", "http://sandbox:4010/oauth/token")
        .settings(Mode.SERVE)
        .gateway();

    CarelessDefaults.assertHoldIn(config);
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.mparticle.com, https://sso.auth.mparticle.com/oauth/token",
    "https://api.mparticle.com, http://sandbox:4010/oauth/token",
    "http://sandbox:4010, https://sso.auth.mparticle.com/oauth/token",
    "http://sandbox:4011, http://sandbox:4010/oauth/token",
    "https://sandbox:4010, http://sandbox:4010/oauth/token",
    "http://sandbox.example.com:4010, http://sandbox:4010/oauth/token"
  })
  void whoAsksAnybodyElseIsNot(String api, String token) throws WrongSettings {
    Reading reading = asking("http://sandbox:4010", api, token);

    assertThat(reading.problems(Mode.SERVE))
        .singleElement()
        .asString()
        .startsWith("GATEWAY_ACCESS (default): lets nobody in");
    assertThat(reading
            .env("GATEWAY_ACCESS", "open")
            .settings(Mode.SERVE)
            .gateway()
            .http()
            .graphiql())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.mparticle.com",
        "https://API.eu1.mParticle.com",
        "https://mparticle.com"
      })
  void mparticleIsNoSandbox(String url) {
    assertThat(asking(url, url, url + "/oauth/token").problems(Mode.SERVE))
        .hasSize(2)
        .anySatisfy(problem -> assertThat(problem)
            .startsWith("GATEWAY_SANDBOX_URL (environment): is the address of mParticle itself"))
        .anySatisfy(
            problem -> assertThat(problem).startsWith("GATEWAY_ACCESS (default): lets nobody in"));
  }

  @Test
  void whoHasASandboxNeedsNoOther() {
    assertThat(new Reading(directory)
            .env("GATEWAY_SANDBOX_URL", "http://sandbox:4010")
            .problems(Mode.SERVE_WITH_SANDBOX))
        .singleElement()
        .asString()
        .startsWith("GATEWAY_SANDBOX_URL (environment): has no effect with --sandbox");
  }
}
