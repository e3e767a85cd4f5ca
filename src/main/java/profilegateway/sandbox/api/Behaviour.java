package profilegateway.sandbox.api;

import org.jspecify.annotations.Nullable;

/**
 * How the endpoints behave when nothing goes wrong.
 *
 * @param latency how long calls of the Profile API take
 * @param quotaPerSecond calls let through in any sliding second; null for no quota
 * @param retryAfter sent as it is with a 429; null leaves the header out
 * @param retryAfterHeader how that header is spelt
 * @param rateLimitExceeded value of {@code X-mp-rate-limit-exceeded} with a 429; null leaves it out
 * @param rateLimitPercentageUsed value of {@code X-mp-rate-limit-percentage-used} with a 200; null leaves it out
 * @param tokenLifetimeSeconds how long a token is good for, and what {@code expires_in} says
 * @param tokenDelayMs how long a token request takes
 * @param generate whether any mpid has a profile
 */
public record Behaviour(
    Latency latency,
    @Nullable Long quotaPerSecond,
    @Nullable String retryAfter,
    String retryAfterHeader,
    @Nullable String rateLimitExceeded,
    @Nullable String rateLimitPercentageUsed,
    long tokenLifetimeSeconds,
    long tokenDelayMs,
    boolean generate) {}
