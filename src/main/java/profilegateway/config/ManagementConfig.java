package profilegateway.config;

import org.jspecify.annotations.Nullable;

/**
 * How the management port of a running gateway is reached.
 *
 * @param url without a trailing slash
 * @param token what it wants to be shown; null when nothing
 */
public record ManagementConfig(String url, Secret.@Nullable Text token) {}
