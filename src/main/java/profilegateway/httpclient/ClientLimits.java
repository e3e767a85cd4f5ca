package profilegateway.httpclient;

import java.time.Duration;

/**
 * Limits of one {@link BoundedHttpClient}.
 *
 * @param connections maximum number of open connections
 * @param waiting maximum number of requests that wait for a connection; a further one fails at once. A call that times out while it
 *     waits keeps its place until a connection is available
 * @param connectTimeout maximum time of each step of establishing a connection: TCP, proxy, TLS handshake
 * @param bodyBytes maximum size of a response body, in bytes
 */
public record ClientLimits(int connections, int waiting, Duration connectTimeout, int bodyBytes) {}
