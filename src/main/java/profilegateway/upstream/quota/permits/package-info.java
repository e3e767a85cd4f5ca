/**
 * Where permits to call come from: the quota that all instances share, the own share to fall back upon while the fleet cannot be
 * reached, or no limit; and the brake that holds them all after a 429.
 */
@NullMarked
package profilegateway.upstream.quota.permits;

import org.jspecify.annotations.NullMarked;
