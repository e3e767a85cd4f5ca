/** What the log tells of requests, and the way that lines take out of the process: whoever logs never waits for it. */
@NullMarked
package profilegateway.observe.logs;

import org.jspecify.annotations.NullMarked;
