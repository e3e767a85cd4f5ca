/**
 * The words that every step of the request path shares: ids, parts, look-ups, failures, and the port {@code ProfileSource}.
 */
@NullMarked
package profilegateway.profile;

import org.jspecify.annotations.NullMarked;
