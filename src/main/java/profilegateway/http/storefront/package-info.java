/**
 * A shop to look at, served beside a sandbox only: it shows what a page makes of a profile, what that cost, and what
 * becomes of it when mParticle is down.
 */
@NullMarked
package profilegateway.http.storefront;

import org.jspecify.annotations.NullMarked;
