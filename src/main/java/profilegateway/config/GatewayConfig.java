package profilegateway.config;

import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set for {@code serve}, checked.
 *
 * @param redis null without Redis
 */
public record GatewayConfig(
    HttpConfig http,
    GraphQlConfig graphql,
    LimitsConfig limits,
    AccessConfig access,
    PersistedConfig persisted,
    UpstreamConfig upstream,
    CacheConfig cache,
    @Nullable RedisConfig redis,
    ObserveConfig observe) {

  /** The same, and no copies are kept in the process. */
  public GatewayConfig withoutLocalCopies() {
    return new GatewayConfig(
        http, graphql, limits, access, persisted, upstream, cache.withoutLocal(), redis, observe);
  }
}
