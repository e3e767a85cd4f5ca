/**
 * HTTP calls of other servers: one client, whose connections, waiting requests, times and response sizes are all bounded. With
 * {@code http} the only place that uses Netty and internals of Vert.x.
 */
@NullMarked
package profilegateway.httpclient;

import org.jspecify.annotations.NullMarked;
