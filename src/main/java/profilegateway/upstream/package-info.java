/**
 * A {@code ProfileSource} that calls the Profile API. In the order of a call:
 *
 * <ol>
 *   <li>{@code UpstreamSource}: a call for each look-up; {@code CallPath} is what each of them passes
 *   <li>{@code Tries}: the tries of one look-up, paid from its deadline and from the {@code RetryBudget}
 *   <li>{@code ModeSwitch} and {@code CircuitBreaker}: whether calls are made at all
 *   <li>{@code token}: what the gateway shows to mParticle
 *   <li>{@code ratelimit}: the permit that a call waits for
 *   <li>{@code Try} and {@code api}: the call, and what its answer means; {@code Restraint} follows from a 429
 * </ol>
 */
@NullMarked
package profilegateway.upstream;

import org.jspecify.annotations.NullMarked;
