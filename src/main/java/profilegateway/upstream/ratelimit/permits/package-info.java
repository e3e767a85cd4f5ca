/**
 * Sources of permits.
 *
 * <ul>
 *   <li>{@code Permits}: the interface of a source; a {@code Permit} is the right to make one call now
 *   <li>{@code FallbackPermits}: permits of the quota that all instances share ({@code FleetQuota}), and of the local share while the
 *       fleet cannot be reached ({@code FleetConnectivity})
 *   <li>{@code LocalPermits}: permits of this instance's share of the quota
 *   <li>{@code UnlimitedPermits}: permits of an account without a quota
 *   <li>{@code Cooldown}: how long no calls, or half as many, are made after a 429
 *   <li>{@code QuotaLimit}, {@code Rate} and {@code SlidingWindow}: the limit, what it allows, and what of it is used
 * </ul>
 */
@NullMarked
package profilegateway.upstream.ratelimit.permits;

import org.jspecify.annotations.NullMarked;
