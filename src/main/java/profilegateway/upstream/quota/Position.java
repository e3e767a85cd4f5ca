package profilegateway.upstream.quota;

import profilegateway.profile.Lane;

/**
 * Where somebody stands in the line, which is kept when it has to wait once more.
 *
 * @param number counts all who came
 * @param since when it came, as {@link System#nanoTime()}
 */
record Position(Lane lane, long number, long since) {}
