/**
 * A {@code ProfileSource} that calls the Profile API: token, call, checks on the answer.
 */
@NullMarked
package profilegateway.upstream;

import org.jspecify.annotations.NullMarked;
