/** How instances tell each other what must not be used any more, and know whether they hear it. */
@NullMarked
package profilegateway.redis.bus;

import org.jspecify.annotations.NullMarked;
