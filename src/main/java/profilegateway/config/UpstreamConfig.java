package profilegateway.config;

import java.net.URI;
import java.time.Duration;

/**
 * How the Profile API is reached.
 *
 * @param apiUrl where profiles are, without a trailing slash
 * @param tokenUrl the token endpoint
 * @param audience the audience that a token is asked for
 * @param clientId credential of the account
 * @param clientSecret credential of the account
 * @param orgId first id in every profile's path
 * @param accountId second id in every profile's path
 * @param workspaceId third id in every profile's path
 * @param environment {@code production} or {@code development}; sent with look-ups by identity
 * @param tryTimeout the longest one call takes
 * @param poolSize most connections to the API
 * @param poolWaiting most calls that wait for a connection
 * @param quota how many calls there may be
 * @param calls whether calls are made at all, until somebody chooses otherwise at run time
 */
public record UpstreamConfig(
    URI apiUrl,
    URI tokenUrl,
    String audience,
    String clientId,
    Secret clientSecret,
    String orgId,
    String accountId,
    String workspaceId,
    String environment,
    Duration tryTimeout,
    int poolSize,
    int poolWaiting,
    QuotaConfig quota,
    CallsMode calls) {

  @Override
  public String toString() {
    return "UpstreamConfig[***]";
  }
}
