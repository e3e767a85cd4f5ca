/**
 * A {@code ProfileSource} that answers from copies, and asks the next one for what is missing: copies in this process, copies
 * that all instances share, and one fetch for all who want the same.
 */
@NullMarked
package profilegateway.cache;

import org.jspecify.annotations.NullMarked;
