/**
 * Copies of profiles in Redis. Those that were named and sealed with one key lie on one shelf; there each profile, and each
 * identity, has its keys.
 */
@NullMarked
package profilegateway.redis.copies;

import org.jspecify.annotations.NullMarked;
