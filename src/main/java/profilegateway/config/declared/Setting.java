package profilegateway.config.declared;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import profilegateway.config.Secret;
import profilegateway.config.kinds.FileKinds;
import profilegateway.config.kinds.Kind;

/**
 * One thing that can be set. Its environment variable, its key in the file and its flag follow from its name by one
 * rule: {@code GATEWAY_OPERATION_TIMEOUT} is {@code operation_timeout} in section {@code gateway}, and
 * {@code --operation-timeout}. What can be set in the file alone is named by its key there.
 *
 * @param <T> what its text is read to
 */
public final class Setting<T> {
  private static final String OWN_PREFIX = "GATEWAY_";

  /** Beginnings of names that the file has sections for, besides that of the gateway. */
  private static final List<String> TOPICS = List.of("GATEWAY_CACHE_", "GATEWAY_ATTRIBUTES_");

  private final String name;
  private final Kind<T> kind;
  private final Fallback fallback;
  private final String description;
  private final @Nullable String otherFlag;
  private final @Nullable Setting<T> file;

  private Setting(
      String name,
      Kind<T> kind,
      Fallback fallback,
      String description,
      @Nullable String otherFlag,
      @Nullable Setting<T> file) {
    this.name = name;
    this.kind = kind;
    this.fallback = fallback;
    this.description = description;
    this.otherFlag = otherFlag;
    this.file = file;
  }

  static <T> Setting<T> of(String name, Kind<T> kind, Fallback fallback, String description) {
    return new Setting<>(name, kind, fallback, description, null, null);
  }

  /** A setting of the file alone; {@code key} is where it stands there: {@code cache.parts.attribution.soft_ttl}. */
  static <T> Setting<T> inFile(String key, Kind<T> kind, String description) {
    return of(key, kind, Fallback.none(), description);
  }

  /** A secret: never shown, and set either as text or by the name of a file that holds it. */
  static Setting<Secret> secret(String name, Fallback fallback, String description) {
    Setting<Secret> file = of(
        name + "_FILE",
        FileKinds.secretFile(),
        Fallback.none(),
        "a file that holds " + name + ", in place of " + name);
    return new Setting<>(
        name,
        Kind.one("text that is not empty", Secret.Text::new),
        fallback,
        description,
        null,
        file);
  }

  /** A secret that is read once, at the start: never shown, and set either as text or by the name of a file. */
  static <T> Setting<T> secret(
      String name, String allowed, Kind.Reader<T> reader, Fallback fallback, String description) {
    Setting<T> file = of(
        name + "_FILE",
        FileKinds.fileOf(reader),
        Fallback.none(),
        "a file that holds " + name + ", in place of " + name);
    return new Setting<>(name, Kind.one(allowed, reader), fallback, description, null, file);
  }

  /** The same setting with a second, shorter flag. */
  Setting<T> alsoAs(String flag) {
    return new Setting<>(name, kind, fallback, description, flag, file);
  }

  /** Its name, which is its environment variable: {@code GATEWAY_PORT}. */
  public String name() {
    return name;
  }

  /** Its section in the file: {@code gateway}. */
  public String section() {
    return isInFileOnly()
        ? name.substring(0, name.indexOf('.'))
        : name.substring(0, name.indexOf('_')).toLowerCase(Locale.ROOT);
  }

  /** Section and key in the file: {@code gateway.port}. */
  public String key() {
    return isInFileOnly()
        ? name
        : section() + "." + name.substring(name.indexOf('_') + 1).toLowerCase(Locale.ROOT);
  }

  /** Its keys in the file: {@code gateway.cache_local}, and {@code cache.local} besides. */
  public List<String> keys() {
    List<String> keys = new ArrayList<>(List.of(key()));
    TOPICS.stream()
        .filter(name::startsWith)
        .map(topic -> name.substring(OWN_PREFIX.length()).toLowerCase(Locale.ROOT))
        .forEach(rest -> keys.add(rest.replaceFirst("_", ".")));
    return List.copyOf(keys);
  }

  private boolean isInFileOnly() {
    return name.indexOf('.') >= 0;
  }

  /** Its flags, the one that follows from the name first: {@code --port}. None of what is set in the file alone. */
  public List<String> flags() {
    if (isInFileOnly()) {
      return List.of();
    }
    String rest = name.startsWith(OWN_PREFIX) ? name.substring(OWN_PREFIX.length()) : name;
    List<String> flags = new ArrayList<>();
    flags.add("--" + rest.toLowerCase(Locale.ROOT).replace('_', '-'));
    if (otherFlag != null) {
      flags.add(otherFlag);
    }
    return List.copyOf(flags);
  }

  /** What it is for, in a few words. */
  public String description() {
    return description;
  }

  /** What may be written. */
  public String allowed() {
    return kind.allowed();
  }

  /** What holds where it is not set, as a person reads it; empty where nothing does. */
  public String defaultDescription() {
    return fallback.description();
  }

  /** Whether its value must not be shown. */
  public boolean isSecret() {
    return file != null;
  }

  /** Whether it takes several values. */
  public boolean isList() {
    return kind.isList();
  }

  /** Whether its flag may stand without a value and then means {@code on}. */
  public boolean isOnOff() {
    return kind.isOnOff();
  }

  /** The setting that names a file for this secret; null where this is no secret. */
  @Nullable
  public Setting<T> file() {
    return file;
  }

  Kind<T> kind() {
    return kind;
  }

  public Fallback fallback() {
    return fallback;
  }

  @Override
  public String toString() {
    return name;
  }
}
