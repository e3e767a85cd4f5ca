/**
 * The token that calls are made with: where it is issued, how a fleet gets one for all, and when it is renewed.
 */
@NullMarked
package profilegateway.upstream.token;

import org.jspecify.annotations.NullMarked;
