package profilegateway.upstream.ratelimit;

import profilegateway.profile.Lane;

/**
 * Place of a reservation in the queue. A reservation that is queued again keeps it.
 *
 * @param number counts all tickets; in a lane, lower numbers go first
 * @param since when the ticket was issued, as {@link System#nanoTime()}
 */
record Ticket(Lane lane, long number, long since) {}
