/**
 * One call of the Profile API: its request, what its status means, and what of its answer can be used.
 */
@NullMarked
package profilegateway.upstream.api;

import org.jspecify.annotations.NullMarked;
