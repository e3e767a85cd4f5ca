package profilegateway.httpclient;

import java.time.Duration;

/**
 * Limits of one {@link BoundedHttpClient}.
 *
 * @param connections most connections at once
 * @param waiting most requests that wait for a connection; a further one fails at once. A call that times out meanwhile keeps its place
 *     until a connection is available
 * @param connectTimeout longest time of each step of establishing a connection: TCP, proxy, TLS handshake
 * @param bodyBytes largest response body, in bytes
 */
public record ClientLimits(int connections, int waiting, Duration connectTimeout, int bodyBytes) {}
