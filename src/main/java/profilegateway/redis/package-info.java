/** What instances share through Redis, behind interfaces that the steps of the request path declare. */
@NullMarked
package profilegateway.redis;

import org.jspecify.annotations.NullMarked;
