/** Shows requests as traces, by OpenTelemetry, and what is set for that by its own variables. */
@NullMarked
package profilegateway.observe.traces;

import org.jspecify.annotations.NullMarked;
