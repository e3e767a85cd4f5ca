package profilegateway.httpclient;

import java.time.Duration;

/**
 * Limits of one {@link BoundedHttpClient}.
 *
 * @param connections most connections at once
 * @param waiting most requests that wait for a connection; a further one fails at once
 * @param connectTimeout longest time that establishing a connection takes
 * @param bodyBytes largest response body, in bytes
 */
public record ClientLimits(int connections, int waiting, Duration connectTimeout, int bodyBytes) {}
