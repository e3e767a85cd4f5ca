package profilegateway.config;

/** Everything that can be set for {@code serve}, checked. */
public record GatewayConfig(
    HttpConfig http, GraphQlConfig graphql, AccessConfig access, UpstreamConfig upstream) {}
