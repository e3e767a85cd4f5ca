/** What tests of several packages share. */
@NullMarked
package profilegateway.testing;

import org.jspecify.annotations.NullMarked;
