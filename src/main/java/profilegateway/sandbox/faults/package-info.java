/** What can be made to go wrong: rules that pick calls, and the misbehaviour each of them plays. */
@NullMarked
package profilegateway.sandbox.faults;

import org.jspecify.annotations.NullMarked;
