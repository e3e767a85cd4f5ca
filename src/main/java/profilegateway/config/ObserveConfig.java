package profilegateway.config;

/**
 * What is told of the request path to whoever operates it.
 *
 * @param requests which requests have a line in the log
 */
public record ObserveConfig(LoggedRequests requests) {}
