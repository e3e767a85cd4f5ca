/** What came in and what went out: each call's exchange, the journal of them, and the counters. */
@NullMarked
package profilegateway.sandbox.traffic;

import org.jspecify.annotations.NullMarked;
