package profilegateway.upstream.token;

import java.time.Duration;

/**
 * The times of the token that calls are made with.
 *
 * @param age since it was issued, to this instance or to another
 * @param left until it ends; zero when it has
 */
public record TokenTimes(Duration age, Duration left) {}
