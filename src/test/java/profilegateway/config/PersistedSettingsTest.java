package profilegateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import profilegateway.config.declared.Mode;
import profilegateway.config.reading.WrongSettings;

class PersistedSettingsTest {
  @TempDir
  private Path directory;

  private Reading reading(String... settings) {
    Reading reading = new Reading(directory);
    for (int i = 0; i < settings.length; i += 2) {
      reading = reading.env(settings[i], settings[i + 1]);
    }
    return reading;
  }

  private GatewayConfig config(String... settings) throws WrongSettings {
    return reading(settings).settings(Mode.SERVE_WITH_SANDBOX).gateway();
  }

  @Test
  void whoeverNamesManifestsMeansThem() throws WrongSettings {
    GatewayConfig config = config("GATEWAY_PERSISTED_DOCUMENTS", directory.toString());

    assertThat(config.persisted())
        .isEqualTo(new PersistedConfig(List.of(directory), PersistedMode.ENFORCE, false));
    assertThat(config.http().graphiql()).as("it could have nothing executed").isFalse();
  }

  @Test
  void withoutManifestsClientsMayRegisterOperations() throws WrongSettings {
    assertThat(config().persisted())
        .isEqualTo(new PersistedConfig(List.of(), PersistedMode.OFF, true));
    assertThat(config("GATEWAY_PERSISTED_AUTOMATIC", "off").persisted().automatic())
        .isFalse();
  }

  @Test
  void manifestsThatAreOnlyLoggedForbidNothing() throws WrongSettings {
    GatewayConfig config = config(
        "GATEWAY_PERSISTED_DOCUMENTS",
        directory.toString(),
        "GATEWAY_PERSISTED_DOCUMENTS_MODE",
        "log");

    assertThat(config.persisted())
        .isEqualTo(new PersistedConfig(List.of(directory), PersistedMode.LOG, true));
    assertThat(config.http().graphiql()).isTrue();
  }

  @Test
  void manifestsCanBeSwitchedOffWithoutForgettingWhereTheyAre() throws WrongSettings {
    assertThat(config(
                "GATEWAY_PERSISTED_DOCUMENTS",
                directory.toString(),
                "GATEWAY_PERSISTED_DOCUMENTS_MODE",
                "off")
            .persisted())
        .isEqualTo(new PersistedConfig(List.of(), PersistedMode.OFF, true));
  }

  @ParameterizedTest
  @CsvSource({
    "GATEWAY_PERSISTED_AUTOMATIC, no client may register an operation",
    "GATEWAY_GRAPHIQL, nothing that is written in it would be executed"
  })
  void whatCouldHaveNothingExecutedIsNotSwitchedOn(String setting, String why) {
    String problem = setting
        + " (environment): is on, but with GATEWAY_PERSISTED_DOCUMENTS_MODE=enforce " + why
        + "; allowed: leave it out, or set GATEWAY_PERSISTED_DOCUMENTS_MODE=log";

    assertThat(reading("GATEWAY_PERSISTED_DOCUMENTS", directory.toString(), setting, "on")
            .problems(Mode.SERVE_WITH_SANDBOX))
        .containsExactly(problem);
    assertThat(reading("GATEWAY_PERSISTED_DOCUMENTS", directory.toString(), setting, "off")
            .problems(Mode.SERVE_WITH_SANDBOX))
        .isEmpty();
  }
}
