package profilegateway.config.reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import profilegateway.config.declared.AllSettings;
import profilegateway.config.declared.CrossChecks;
import profilegateway.config.declared.GatewaySettings;
import profilegateway.config.declared.Given;
import profilegateway.config.declared.Mode;
import profilegateway.config.declared.Problem;
import profilegateway.config.declared.Setting;
import profilegateway.config.declared.Values;
import profilegateway.config.reading.SettingsFile.Contents;

/** Reads the settings: a flag goes before the environment, the environment before the file, the file before a default. */
public final class SettingsReader {
  private static final String DEFAULT_FILE = "gateway.yaml";
  private static final String STAND_IN = "the sandbox";

  private final Path directory;
  private final Map<String, String> environment;

  /**
   * @param directory where {@code gateway.yaml} is looked for
   * @param environment environment variables
   */
  public SettingsReader(Path directory, Map<String, String> environment) {
    this.directory = directory;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Reads and checks every setting that the mode uses.
   *
   * @param flags the flags of settings that were given, each with its values
   * @param standIns what holds in place of a default, by the setting's name
   * @throws WrongSettings with everything that is wrong, also what is unknown
   */
  public Settings read(Mode mode, Map<String, List<String>> flags, Map<String, String> standIns)
      throws WrongSettings {
    List<Problem> problems = new ArrayList<>();
    Map<Setting<?>, Given> given = new LinkedHashMap<>(FlagSource.read(mode, flags, problems));
    EnvironmentSource.read(environment, problems).forEach(given::putIfAbsent);
    Contents file = readFile(new Values(mode, given, Set.of()), problems);
    file.given().forEach(given::putIfAbsent);
    standIns.forEach((name, text) -> standIn(name, text, given));

    Values values = new Values(mode, given, file.unreadable());
    AllSettings.ofTheFile().stream()
        .filter(setting -> AllSettings.isUsed(setting, mode))
        .forEach(values::check);
    CrossChecks.check(values);
    problems.addAll(values.problems());
    if (!problems.isEmpty()) {
      throw new WrongSettings(problems);
    }
    return new Settings(values, EnvironmentSource.openTelemetry(environment));
  }

  private Contents readFile(Values values, List<Problem> problems) {
    Path named = values.find(GatewaySettings.CONFIG);
    Path file = named != null ? named : directory.resolve(DEFAULT_FILE);
    boolean wronglyNamed = named == null && values.given(GatewaySettings.CONFIG) != null;
    if (wronglyNamed || !Files.exists(file)) {
      return wronglyNamed ? Contents.UNREADABLE : Contents.NONE;
    }
    String name = named != null ? named.toString() : DEFAULT_FILE;
    String text = text(file, name, problems);
    return text == null ? Contents.UNREADABLE : new SettingsFile(name, problems).read(text);
  }

  private static @Nullable String text(Path file, String name, List<Problem> problems) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      problems.add(new Problem(null, name, "cannot be read as text in UTF-8", null));
      return null;
    }
  }

  private static void standIn(String name, String text, Map<Setting<?>, Given> given) {
    Setting<?> setting = AllSettings.named(name);
    if (setting == null) {
      throw new IllegalArgumentException(name);
    }
    if (setting.file() == null || !given.containsKey(setting.file())) {
      given.putIfAbsent(setting, Given.text(setting, name, STAND_IN, text));
    }
  }
}
