/** What goes over the wire and how it is read: answers, strict JSON, and what a wrong input is told. */
@NullMarked
package profilegateway.sandbox.wire;

import org.jspecify.annotations.NullMarked;
