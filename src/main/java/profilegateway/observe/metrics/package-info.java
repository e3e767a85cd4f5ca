/**
 * Counts what the steps of the request path tell, for Prometheus. {@link profilegateway.observe.metrics.Metric} lists all there
 * is; {@link profilegateway.observe.metrics.GatewayMetrics} has it counted.
 */
@NullMarked
package profilegateway.observe.metrics;

import org.jspecify.annotations.NullMarked;
