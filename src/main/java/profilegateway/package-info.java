/**
 * The gateway as a whole: {@link profilegateway.Gateway} wires the request path, and {@link profilegateway.Main} is where
 * the process begins.
 */
@NullMarked
package profilegateway;

import org.jspecify.annotations.NullMarked;
