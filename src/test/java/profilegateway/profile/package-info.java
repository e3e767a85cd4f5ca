/** The words that all steps share. */
@NullMarked
package profilegateway.profile;

import org.jspecify.annotations.NullMarked;
