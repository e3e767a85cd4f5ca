package profilegateway.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set for {@code serve}, checked.
 *
 * @param redis null without Redis
 * @param sandbox where the sandbox that runs beside it listens, without a trailing slash; null without one
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
    ObserveConfig observe,
    @Nullable URI sandbox) {

  /** The same, and no copies are kept in the process. */
  public GatewayConfig withoutLocalCopies() {
    return new GatewayConfig(
        http,
        graphql,
        limits,
        access,
        persisted,
        upstream,
        cache.withoutLocal(),
        redis,
        observe,
        sandbox);
  }
}
