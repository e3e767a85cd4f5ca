/** The command line, in this process. */
@NullMarked
package profilegateway;

import org.jspecify.annotations.NullMarked;
