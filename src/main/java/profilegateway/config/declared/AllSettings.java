package profilegateway.config.declared;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The one list of everything that can be set. */
public final class AllSettings {
  private static final List<Setting<?>> ALL = Stream.of(
          GatewaySettings.ALL,
          LimitSettings.ALL,
          CacheSettings.ALL,
          AccessSettings.ALL,
          PersistedSettings.ALL,
          BrowserSettings.ALL,
          MparticleSettings.ALL,
          RedisSettings.ALL,
          SandboxSettings.ALL)
      .<Setting<?>>flatMap(List::stream)
      .toList();
  private static final List<Setting<?>> OF_THE_FILE =
      Stream.of(ALL, CacheSettings.IN_FILE_ONLY).flatMap(List::stream).toList();

  private AllSettings() {}

  /** Every setting, section after section, but for what can be set in the file alone. */
  public static List<Setting<?>> list() {
    return ALL;
  }

  /** Every setting that the file takes. */
  public static List<Setting<?>> ofTheFile() {
    return OF_THE_FILE;
  }

  public static List<String> sections() {
    return ALL.stream().map(Setting::section).distinct().toList();
  }

  /** The setting of this name, such as {@code GATEWAY_PORT}, or null. */
  public static @Nullable Setting<?> named(String name) {
    return first(setting -> setting.name().equals(name));
  }

  /** The setting of this section and key, such as {@code gateway.port}, or null. */
  public static @Nullable Setting<?> keyed(String key) {
    return OF_THE_FILE.stream()
        .filter(setting -> setting.keys().contains(key))
        .findFirst()
        .orElse(null);
  }

  /** The setting of this flag, such as {@code --port}; only flags that were made from settings are asked for. */
  public static Setting<?> flagged(String flag) {
    Setting<?> setting = first(candidate -> candidate.flags().contains(flag));
    if (setting == null) {
      throw new IllegalArgumentException(flag);
    }
    return setting;
  }

  /** Whether a setting has an effect in this mode. One without is not read, so that processes can share an environment. */
  public static boolean isUsed(Setting<?> setting, Mode mode) {
    if (setting.equals(GatewaySettings.CONFIG)) {
      return true;
    }
    return switch (mode) {
      case SERVE -> !setting.section().equals("sandbox");
      case SERVE_WITH_SANDBOX -> true;
      case SANDBOX ->
        setting.section().equals("sandbox")
            || isOf(MparticleSettings.ACCOUNT, setting)
            || setting.equals(GatewaySettings.LOG_LEVEL)
            || setting.equals(GatewaySettings.LOG_FORMAT);
      case SCHEMA -> isOf(GatewaySettings.GRAPHQL, setting);
      case PURGE -> isOf(GatewaySettings.MANAGEMENT, setting);
    };
  }

  /** Whether {@code setting} is one of {@code group}, or the file of a secret among them. */
  private static boolean isOf(Collection<Setting<?>> group, Setting<?> setting) {
    return group.stream().anyMatch(each -> setting.equals(each) || setting.equals(each.file()));
  }

  private static @Nullable Setting<?> first(Predicate<Setting<?>> wanted) {
    return ALL.stream().filter(wanted).findFirst().orElse(null);
  }
}
