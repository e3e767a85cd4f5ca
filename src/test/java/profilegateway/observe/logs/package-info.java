/** Lines of the log, without a process of their own. */
@NullMarked
package profilegateway.observe.logs;

import org.jspecify.annotations.NullMarked;
