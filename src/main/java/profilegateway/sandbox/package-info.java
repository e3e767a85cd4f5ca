/**
 * A Profile API to develop and test against, on real HTTP. It repeats the wire format and knows nothing of the gateway.
 */
@NullMarked
package profilegateway.sandbox;

import org.jspecify.annotations.NullMarked;
