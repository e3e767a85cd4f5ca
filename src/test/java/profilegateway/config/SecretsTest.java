package profilegateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import profilegateway.config.declared.Mode;
import profilegateway.config.reading.Settings;
import profilegateway.config.reading.WrongSettings;

class SecretsTest {
  private static final String FILE = "MPARTICLE_CLIENT_SECRET_FILE";

  @TempDir
  private Path directory;

  private Path secret = Path.of("");

  @BeforeEach
  void writeTheSecret() throws IOException {
    secret = Files.writeString(directory.resolve("secret"), "hunter2\n");
  }

  @Test
  void aSecretMayBeInAFile() throws WrongSettings {
    UpstreamConfig config = new Reading(directory)
        .account()
        .env("MPARTICLE_CLIENT_SECRET", "")
        .env(FILE, secret.toString())
        .settings(Mode.SERVE)
        .gateway()
        .upstream();

    assertThat(config.clientSecret()).isEqualTo(new Secret.InFile(secret));
  }

  @Test
  void theFileTakesThePlaceOfTheSandboxesOwnSecret() throws WrongSettings {
    Settings settings =
        new Reading(directory).env(FILE, secret.toString()).settings(Mode.SERVE_WITH_SANDBOX);

    assertThat(settings.gateway().upstream().clientSecret()).isEqualTo(new Secret.InFile(secret));
    assertThat(settings.sandbox().clientSecret()).isEqualTo(new Secret.InFile(secret));
  }

  @Test
  void aSecretIsTextOrAFileAndNotBoth() {
    assertThat(new Reading(directory)
            .account()
            .flag("--mparticle-client-secret-file", secret.toString())
            .problems(Mode.SERVE))
        .containsExactly(
            "MPARTICLE_CLIENT_SECRET (environment): is set, and so is --mparticle-client-secret-file (flag):"
                + " keep one of them; allowed: text that is not empty");
  }

  @Test
  void anEmptyFileHoldsNoSecret() throws IOException {
    Path empty = Files.writeString(directory.resolve("empty"), " \n");

    assertThat(new Reading(directory)
            .account()
            .env("MPARTICLE_CLIENT_SECRET", "")
            .env(FILE, empty.toString())
            .problems(Mode.SERVE))
        .singleElement()
        .asString()
        .startsWith(FILE + " (environment): ")
        .endsWith(" is an empty file; allowed: a file that exists, can be read and is not empty");
  }

  @Test
  void aTokenThatIsRefusedIsNotShownWhereverItIs() throws IOException {
    Path words = Files.writeString(directory.resolve("words"), "hunter2 hunter2");

    assertThat(new Reading(directory)
            .account()
            .env("GATEWAY_MANAGEMENT_TOKEN_FILE", words.toString())
            .problems(Mode.SERVE))
        .containsExactly(
            "GATEWAY_MANAGEMENT_TOKEN_FILE (environment): has characters that a header does not take;"
                + " allowed: a file that exists, can be read and is not empty");
  }

  @Test
  void aSecretIsNotShownByWhatHoldsIt() throws WrongSettings {
    Settings settings = new Reading(directory)
        .account()
        .env("MPARTICLE_CLIENT_ID", "hunter1")
        .env("MPARTICLE_CLIENT_SECRET", "hunter2")
        .env("GATEWAY_MANAGEMENT_TOKEN", "hunter2")
        .settings(Mode.SERVE_WITH_SANDBOX);

    assertThat(settings.gateway().toString()).doesNotContain("hunter1", "hunter2");
    assertThat(settings.sandbox().toString()).doesNotContain("hunter1", "hunter2");
    assertThat(settings.inForce().toString())
        .doesNotContain("hunter2")
        .contains("InForce[name=MPARTICLE_CLIENT_SECRET, value=(set), source=environment]");
  }
}
