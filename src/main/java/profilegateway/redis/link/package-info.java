/** How Redis is reached, how its steps are taken, and how what lies there is named and sealed. */
@NullMarked
package profilegateway.redis.link;

import org.jspecify.annotations.NullMarked;
