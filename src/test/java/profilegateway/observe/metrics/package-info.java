@NullMarked
package profilegateway.observe.metrics;

import org.jspecify.annotations.NullMarked;
