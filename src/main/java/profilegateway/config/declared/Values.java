package profilegateway.config.declared;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import profilegateway.config.kinds.Refused;

/** The values of settings in force, and the problems with them. Confined to the thread that reads the settings. */
public final class Values implements Fallback.OtherSettings {
  private final Mode mode;
  private final Map<Setting<?>, Given> given;
  private final Set<Setting<?>> unreadable;
  private final Map<Setting<?>, Problem> problems = new LinkedHashMap<>();

  /**
   * @param given the configured values
   * @param unreadable settings that may have been configured in a way that could not be read; they are not reported as missing
   */
  public Values(Mode mode, Map<Setting<?>, Given> given, Set<Setting<?>> unreadable) {
    this.mode = mode;
    this.given = given;
    this.unreadable = unreadable;
  }

  @Override
  public Mode mode() {
    return mode;
  }

  /** The value in force; null if there is none, or if it is invalid, which is then among the problems. */
  @Override
  public <T> @Nullable T find(Setting<T> setting) {
    Given own = given.get(setting);
    Setting<T> file = setting.file();
    Given inFile = file == null ? null : given.get(file);
    if (file != null && inFile != null) {
      if (own != null) {
        refuse(
            setting,
            "is set, and so is " + inFile.writtenAs() + " (" + inFile.place()
                + "): keep one of them");
      }
      return read(file, inFile);
    }
    if (own != null) {
      return read(setting, own);
    }
    String text = setting.fallback().text().apply(this);
    return text == null
        ? null
        : read(setting, Given.text(setting, setting.name(), "default", text));
  }

  /** The value in force of a setting that has one, once everything has been checked. */
  public <T> T get(Setting<T> setting) {
    T value = find(setting);
    if (value == null) {
      throw new IllegalStateException(setting + " has no value");
    }
    return value;
  }

  /** The value of {@code own}, or that of {@code general} where it has none. */
  <T> T either(Setting<T> own, Setting<T> general) {
    T value = find(own);
    return value == null ? get(general) : value;
  }

  /** The entries in force of a list; none where it is not set. */
  <T> List<T> list(Setting<List<T>> setting) {
    List<T> entries = find(setting);
    return entries == null ? List.of() : entries;
  }

  /** Reads a setting in order to record its problems. */
  public void check(Setting<?> setting) {
    if (find(setting) == null && setting.fallback().isRequired() && !isAttempted(setting)) {
      problems.put(
          setting,
          new Problem(
              setting.name(), "not set", "is required without --sandbox", setting.allowed()));
    }
  }

  @Override
  public boolean isGiven(Setting<?> setting) {
    return given.containsKey(setting);
  }

  @Override
  public boolean isAttempted(Setting<?> setting) {
    Setting<?> file = setting.file();
    return given.containsKey(setting)
        || problems.containsKey(setting)
        || unreadable.contains(setting)
        || (file != null && (given.containsKey(file) || unreadable.contains(file)));
  }

  /** Records that a value conflicts with others. The first problem of a setting is kept. */
  void refuse(Setting<?> setting, String wrong) {
    refuse(setting, wrong, setting.allowed());
  }

  /** As {@link #refuse(Setting, String)}, with the values that are allowed in this case. */
  void refuse(Setting<?> setting, String wrong, String allowed) {
    Given own = given.get(setting);
    String key = own == null ? setting.name() : own.writtenAs();
    String place = own != null
        ? own.place()
        : setting.fallback().text().apply(this) == null ? "not set" : "default";
    problems.putIfAbsent(setting, new Problem(key, place, wrong, allowed));
  }

  /** The configured value of a setting; null if there is none. */
  @Nullable
  public Given given(Setting<?> setting) {
    return given.get(setting);
  }

  public List<Problem> problems() {
    return new ArrayList<>(problems.values());
  }

  private <T> @Nullable T read(Setting<T> setting, Given given) {
    try {
      return setting.kind().read(given.texts());
    } catch (Refused e) {
      problems.putIfAbsent(
          setting, given.problem(setting.isSecret() ? e.withoutText() : e.withText()));
      return null;
    }
  }
}
