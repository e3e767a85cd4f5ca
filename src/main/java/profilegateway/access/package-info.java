/**
 * Who the caller is and what that allows.
 */
@NullMarked
package profilegateway.access;

import org.jspecify.annotations.NullMarked;
