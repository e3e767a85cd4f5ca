/**
 * HTTP and JSON as both the Profile API and its token endpoint are asked: bounded in connections, time, size and depth.
 */
@NullMarked
package profilegateway.upstream.wire;

import org.jspecify.annotations.NullMarked;
