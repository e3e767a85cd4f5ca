/** A gateway and a sandbox in one process, asked over real HTTP. */
@NullMarked
package profilegateway.integration;

import org.jspecify.annotations.NullMarked;
