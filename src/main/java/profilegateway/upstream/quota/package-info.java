/**
 * Whose turn it is to call the Profile API, within the quota that all instances share.
 */
@NullMarked
package profilegateway.upstream.quota;

import org.jspecify.annotations.NullMarked;
