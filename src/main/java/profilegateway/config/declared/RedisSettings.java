package profilegateway.config.declared;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import profilegateway.config.RedisConfig;
import profilegateway.config.kinds.RedisKinds;

/** Where instances share what they share. */
public final class RedisSettings {
  private static final Section SECTION = new Section();

  static final Setting<RedisConfig.Servers> URL = SECTION.add(Setting.secret(
      "REDIS_URL",
      RedisKinds.URL,
      RedisKinds::servers,
      Fallback.none(),
      "where instances share quota, token and copies; without it each is on its own"));

  static final List<Setting<?>> ALL = SECTION.settings();

  private RedisSettings() {}

  /** Null without Redis. */
  public static @Nullable RedisConfig redis(Values values) {
    RedisConfig.Servers servers = values.find(URL);
    List<RedisConfig.SealKey> keyRing = values.find(CacheSettings.KEYS);
    return servers == null
        ? null
        : new RedisConfig(servers, Objects.requireNonNullElse(keyRing, List.of()));
  }
}
