package profilegateway.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import profilegateway.config.declared.Mode;
import profilegateway.config.declared.Problem;
import profilegateway.config.reading.Settings;
import profilegateway.config.reading.SettingsReader;
import profilegateway.config.reading.WrongSettings;

/** Reads settings from what a test says a person gave. */
final class Reading {
  /** What {@code serve} needs at least. */
  static final Map<String, String> ACCOUNT = Map.of(
      "MPARTICLE_CLIENT_ID", "id",
      "MPARTICLE_CLIENT_SECRET", "hush",
      "MPARTICLE_ORG_ID", "1",
      "MPARTICLE_ACCOUNT_ID", "2",
      "MPARTICLE_WORKSPACE_ID", "3");

  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, List<String>> flags = new LinkedHashMap<>();

  /** With {@code directory} as the working directory. */
  Reading(Path directory) {
    this.directory = directory;
  }

  /** All that {@code serve} asks for: an account, and that it does not matter who calls. */
  Reading account() {
    environment.putAll(ACCOUNT);
    environment.put("GATEWAY_ACCESS", "open");
    return this;
  }

  Reading env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Reading flag(String flag, String... values) {
    flags.put(flag, List.of(values));
    return this;
  }

  Reading file(String yaml) {
    try {
      Files.writeString(directory.resolve("gateway.yaml"), yaml);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Settings settings(Mode mode) throws WrongSettings {
    return new SettingsReader(directory, environment)
        .read(mode, flags, mode.hasSandbox() ? ACCOUNT : Map.of());
  }

  /** The sentences of what is wrong; none when all is well. */
  List<String> problems(Mode mode) {
    try {
      var unused = settings(mode);
      return List.of();
    } catch (WrongSettings wrong) {
      return wrong.problems().stream().map(Problem::sentence).toList();
    }
  }

  /** Value and source of a setting in force. */
  String inForce(Mode mode, String name) throws WrongSettings {
    return settings(mode).inForce().stream()
        .filter(setting -> setting.name().equals(name))
        .map(setting -> setting.value() + " from " + setting.source())
        .findFirst()
        .orElse("no effect");
  }
}
