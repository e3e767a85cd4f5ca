/**
 * HTTP calls to other servers, by one client with bounded connections, waiting requests, times and response sizes. Uses Netty and
 * internal types of Vert.x, as {@code http} does.
 */
@NullMarked
package profilegateway.httpclient;

import org.jspecify.annotations.NullMarked;
