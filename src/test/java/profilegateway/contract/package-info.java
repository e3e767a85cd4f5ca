/** Promises that are held against a running system from outside. */
@NullMarked
package profilegateway.contract;

import org.jspecify.annotations.NullMarked;
