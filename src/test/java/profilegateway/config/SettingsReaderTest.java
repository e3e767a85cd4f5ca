package profilegateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import profilegateway.config.declared.Mode;
import profilegateway.config.reading.Settings;
import profilegateway.config.reading.WrongSettings;

class SettingsReaderTest {
  @TempDir
  private Path directory;

  @Test
  void aFlagGoesBeforeTheEnvironmentAndThatBeforeTheFile() throws WrongSettings {
    Reading reading = reading();
    assertThat(reading.inForce(Mode.SERVE, "GATEWAY_PORT")).isEqualTo("4000 from default");

    reading = reading.file("gateway:\n  port: 1\n");
    assertThat(reading.inForce(Mode.SERVE, "GATEWAY_PORT")).isEqualTo("1 from gateway.yaml:2");

    reading = reading.env("GATEWAY_PORT", "2");
    assertThat(reading.inForce(Mode.SERVE, "GATEWAY_PORT")).isEqualTo("2 from environment");

    reading = reading.flag("--port", "3");
    assertThat(reading.inForce(Mode.SERVE, "GATEWAY_PORT")).isEqualTo("3 from flag");
    assertThat(reading.settings(Mode.SERVE).gateway().http().port()).isEqualTo(3);
  }

  @Test
  void aWrongValueThatIsNotInForceDoesNoHarm() {
    assertThat(reading().file("gateway:\n  port: x\n").flag("--port", "3").problems(Mode.SERVE))
        .isEmpty();
  }

  @Test
  void anEmptyVariableCountsAsNotSet() throws WrongSettings {
    Reading reading = reading().file("gateway:\n  port: 1\n").env("GATEWAY_PORT", " ");

    assertThat(reading.inForce(Mode.SERVE, "GATEWAY_PORT")).isEqualTo("1 from gateway.yaml:2");
  }

  @Test
  void theFileMayBeNamed() throws IOException, WrongSettings {
    Path file = Files.writeString(directory.resolve("other.yaml"), "gateway:\n  port: 1\n");
    Path ignored = Files.writeString(directory.resolve("gateway.yaml"), "gateway:\n  port: 2\n");

    assertThat(reading().flag("--config", file.toString()).inForce(Mode.SERVE, "GATEWAY_PORT"))
        .isEqualTo("1 from " + file + ":2");
    assertThat(reading().env("GATEWAY_CONFIG", file.toString()).inForce(Mode.SERVE, "GATEWAY_PORT"))
        .isEqualTo("1 from " + file + ":2");
    assertThat(ignored).exists();
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    List<String> problems = new Reading(directory)
        .file("gateway:\n  port: x\n  prt: 1\n")
        .env("GATEWAY_OPERATION_TIMEOT", "1s")
        .env("MPARTICLE_POOL_SIZE", "0")
        .env("MPARTICLE_CLIENT_SECRET", "hush")
        .flag("--host", "0.0.0.0")
        .flag("--sandbox-port", "1")
        .problems(Mode.SERVE);

    assertThat(problems)
        .containsExactly(
            "--sandbox-port (flag): has no effect without --sandbox",
            "GATEWAY_OPERATION_TIMEOT (environment): no such setting; did you mean GATEWAY_OPERATION_TIMEOUT?",
            "gateway.prt (gateway.yaml:3): no such setting; did you mean gateway.port?",
            "gateway.port (gateway.yaml:2): \"x\" is not a whole number; allowed: 0 to 65535; 0 takes a free one",
            "MPARTICLE_CLIENT_ID (not set): is required without --sandbox; allowed: text that is not empty",
            "MPARTICLE_ORG_ID (not set): is required without --sandbox; allowed: letters, digits, - and _",
            "MPARTICLE_ACCOUNT_ID (not set): is required without --sandbox; allowed: letters, digits, - and _",
            "MPARTICLE_WORKSPACE_ID (not set): is required without --sandbox; allowed: letters, digits, - and _",
            "MPARTICLE_POOL_SIZE (environment): \"0\" is too small; allowed: 1 to 1024",
            "GATEWAY_ACCESS (default): lets nobody in: neither GATEWAY_JWKS_URL or GATEWAY_JWKS_FILE nor"
                + " GATEWAY_API_KEYS_FILE is set; allowed: set one of them, or open where callers are checked in"
                + " front of the gateway");
  }

  @Test
  void theManagementPortIsAPortOfItsOwn() {
    String problem =
        "GATEWAY_MANAGEMENT_PORT (environment): is GATEWAY_PORT too (5000): each needs its own;"
            + " allowed: 0 to 65535; 0 takes a free one";
    Reading same = reading().env("GATEWAY_PORT", "5000").env("GATEWAY_MANAGEMENT_PORT", "5000");

    assertThat(same.problems(Mode.SERVE)).containsExactly(problem);
    assertThat(same.env("GATEWAY_MANAGEMENT_HOST", "0.0.0.0")
            .env("GATEWAY_MANAGEMENT_TOKEN", "hush")
            .problems(Mode.SERVE))
        .containsExactly(problem);
    assertThat(same.env("GATEWAY_MANAGEMENT_HOST", "127.0.0.2").problems(Mode.SERVE))
        .isEmpty();
    assertThat(reading()
            .env("GATEWAY_PORT", "0")
            .env("GATEWAY_MANAGEMENT_PORT", "0")
            .problems(Mode.SERVE))
        .isEmpty();
  }

  @Test
  void theManagementPortNeedsATokenOffLoopback() throws IOException, WrongSettings {
    String problem =
        " (environment): can be reached by others, who could purge copies and switch calls off:"
            + " set GATEWAY_MANAGEMENT_TOKEN as well; allowed: without a token 127.0.0.1, ::1, localhost";
    for (String loopback : List.of("127.0.0.1", "127.0.0.2", "::1", "localhost")) {
      assertThat(reading().env("GATEWAY_MANAGEMENT_HOST", loopback).problems(Mode.SERVE))
          .isEmpty();
    }
    for (String other :
        List.of("0.0.0.0", "::", "10.0.0.1", "127.example.com", "127.0.0.1.example.com")) {
      assertThat(reading().env("GATEWAY_MANAGEMENT_HOST", other).problems(Mode.SERVE))
          .containsExactly("GATEWAY_MANAGEMENT_HOST" + problem);
    }
    Reading open = reading().env("GATEWAY_MANAGEMENT_HOST", "0.0.0.0");
    Path file = Files.writeString(directory.resolve("token"), "hush\n");

    assertThat(open.problems(Mode.SERVE_WITH_SANDBOX))
        .containsExactly("GATEWAY_MANAGEMENT_HOST" + problem);
    assertThat(open.env("GATEWAY_MANAGEMENT_TOKEN_FILE", file.toString())
            .settings(Mode.SERVE)
            .gateway()
            .http()
            .managementToken())
        .isEqualTo(new Secret.Text("hush"));
  }

  @Test
  void aTryIsNoLongerThanTheOperationUnlessSaidSo() throws WrongSettings {
    Reading reading = reading().env("GATEWAY_OPERATION_TIMEOUT", "500ms");
    assertThat(reading.settings(Mode.SERVE).gateway().upstream().tryTimeout())
        .isEqualTo(Duration.ofMillis(500));

    assertThat(reading.env("MPARTICLE_TRY_TIMEOUT", "501ms").problems(Mode.SERVE))
        .hasSize(1);
  }

  @Test
  void defaultsAreThoseOfTheTable() throws WrongSettings {
    GatewayConfig config =
        reading().env("GATEWAY_EVENT_LOOPS", "2").settings(Mode.SERVE).gateway();

    assertThat(config)
        .isEqualTo(new GatewayConfig(
            new HttpConfig(
                "127.0.0.1",
                4000,
                "127.0.0.1",
                8088,
                false,
                false,
                2,
                Duration.ofSeconds(3),
                HttpStatuses.COMPATIBLE,
                Duration.ZERO,
                Set.of(),
                null),
            new GraphQlConfig(
                List.of(),
                false,
                Set.of("customer_id"),
                Set.of(),
                Duration.ofSeconds(3),
                Introspection.OFF,
                true),
            new LimitsConfig(
                LimitsMode.ENFORCE,
                Arrays.stream(Limit.values())
                    .collect(Collectors.toMap(limit -> limit, Limit::fallback)),
                Duration.ofSeconds(4)),
            new AccessConfig(true, false, null, null, null, Set.of(), null),
            new PersistedConfig(List.of(), PersistedMode.OFF, true),
            new UpstreamConfig(
                URI.create("https://api.mparticle.com"),
                URI.create("https://sso.auth.mparticle.com/oauth/token"),
                "https://api.mparticle.com",
                "id",
                new Secret.Text("hush"),
                "1",
                "2",
                "3",
                "production",
                Duration.ofSeconds(2),
                64,
                1024,
                new QuotaConfig(15, 0, 1),
                CallsMode.ON),
            new CacheConfig(
                true,
                64,
                true,
                new CacheConfig.Times(
                    Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofMinutes(15)),
                Map.of(),
                Duration.ofSeconds(10),
                new CacheConfig.Exposed(false, List.of(), List.of()),
                CacheConfig.OptedOut.WITHHOLD),
            null,
            new ObserveConfig(LoggedRequests.SAMPLED, Map.of()),
            null));
  }

  @Test
  void sandboxModeNeedsNothing() throws WrongSettings {
    Settings settings = new Reading(directory).settings(Mode.SERVE_WITH_SANDBOX);
    GatewayConfig config = settings.gatewayOf("http://127.0.0.1:5555");

    assertThat(config.upstream().apiUrl()).hasToString("http://127.0.0.1:5555");
    assertThat(config.upstream().tokenUrl()).hasToString("http://127.0.0.1:5555/oauth/token");
    assertThat(config.upstream().clientId()).isEqualTo("id");
    assertThat(config.access().sandboxViewer()).isEqualTo("Example-Customer-mxr15");
    assertThat(config.graphql().exampleAttributes()).isTrue();
    assertThat(config.http().graphiql()).isTrue();
    assertThat(config.http().explain()).isTrue();
    assertThat(settings.sandbox().port()).isEqualTo(4010);
    assertThat(settings.sandbox().quotaPerSecond()).isEqualTo(15);
  }

  @Test
  void aUrlThatIsSetStaysInSandboxMode() throws WrongSettings {
    GatewayConfig config = new Reading(directory)
        .env("MPARTICLE_API_URL", "http://localhost:9/proxy//")
        .settings(Mode.SERVE_WITH_SANDBOX)
        .gatewayOf("http://127.0.0.1:5555");

    assertThat(config.upstream().apiUrl()).hasToString("http://localhost:9/proxy");
    assertThat(config.upstream().tokenUrl()).hasToString("http://127.0.0.1:5555/oauth/token");
  }

  @Test
  void theSandboxPlaysTheAccountThatIsSet() throws WrongSettings {
    SandboxConfig config = new Reading(directory)
        .env("MPARTICLE_ORG_ID", "77")
        .env("SANDBOX_QUOTA_PER_SECOND", "off")
        .settings(Mode.SANDBOX)
        .sandbox();

    assertThat(config.orgId()).isEqualTo("77");
    assertThat(config.accountId()).isEqualTo("2");
    assertThat(config.quotaPerSecond()).isZero();
  }

  @Test
  void theSandboxDoesNotMindTheGatewaysSettings() {
    Reading shared = new Reading(directory)
        .env("GATEWAY_SCHEMA_EXTENSIONS", "/only/in/the/gateways/container")
        .env("MPARTICLE_API_URL", "http://sandbox:4010");

    assertThat(shared.problems(Mode.SANDBOX)).isEmpty();
  }

  @Test
  void listsAreTextWithCommasOrListsInTheFileOrRepeatedFlags() throws WrongSettings {
    String name = "MPARTICLE_FIELDS_AT_LEAST";
    String both = "attribution, user_attributes";

    assertThat(reading().env(name, "attribution , user_attributes").inForce(Mode.SERVE, name))
        .startsWith(both);
    assertThat(reading()
            .file("mparticle:\n  fields_at_least: [attribution, user_attributes]\n")
            .inForce(Mode.SERVE, name))
        .startsWith(both);
    assertThat(reading()
            .flag("--mparticle-fields-at-least", "attribution", "user_attributes")
            .inForce(Mode.SERVE, name))
        .startsWith(both);
  }

  @Test
  void twoFlagsOfOneSettingAreOneTooMany() {
    assertThat(new Reading(directory)
            .flag("--sandbox-profiles", "/")
            .flag("--profiles", "/")
            .problems(Mode.SANDBOX))
        .contains("--profiles (flag): says the same as --sandbox-profiles; give one of them");
  }

  private Reading reading() {
    return new Reading(directory).account();
  }
}
