package profilegateway.config;

import java.util.Map;

/**
 * What is told of the request path to whoever operates it.
 *
 * @param requests which requests have a line in the log
 * @param openTelemetry variables of the environment that are OpenTelemetry's, by name
 */
public record ObserveConfig(LoggedRequests requests, Map<String, String> openTelemetry) {

  /** They may have a password in them. */
  @Override
  public String toString() {
    return "ObserveConfig[" + requests + ", " + openTelemetry.keySet() + "]";
  }
}
