package profilegateway.sandbox.api;

/**
 * How long an answer takes, in milliseconds: evenly spread from the least to the most.
 *
 * @param minMs least
 * @param maxMs most
 */
public record Latency(long minMs, long maxMs) {}
