/**
 * What the text of a setting must look like, and what it is read to.
 */
@NullMarked
package profilegateway.config.kinds;

import org.jspecify.annotations.NullMarked;
