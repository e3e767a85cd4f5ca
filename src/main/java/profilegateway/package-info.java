/**
 * The gateway as a whole: {@link profilegateway.Main} is the command line, {@code Gateway} wires
 * the request path.
 */
@NullMarked
package profilegateway;

import org.jspecify.annotations.NullMarked;
