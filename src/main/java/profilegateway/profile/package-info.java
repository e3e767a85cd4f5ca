/**
 * The words that every step of the request path shares: ids, parts, look-ups, failures, and the port {@code ProfileSource}; and how work
 * is done on an event loop: deadlines, timers, and the end of its round.
 */
@NullMarked
package profilegateway.profile;

import org.jspecify.annotations.NullMarked;
