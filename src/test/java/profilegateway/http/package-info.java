/** HTTP in and out, without a network. */
@NullMarked
package profilegateway.http;

import org.jspecify.annotations.NullMarked;
