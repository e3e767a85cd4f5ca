/** Everything under {@code /__sandbox}: what was asked, how the sandbox behaves, what goes wrong, who the shoppers are. */
@NullMarked
package profilegateway.sandbox.control;

import org.jspecify.annotations.NullMarked;
