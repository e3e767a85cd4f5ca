package profilegateway.config;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a sandbox is set to: where it listens, whose account it plays, and how it behaves.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 takes a free one
 * @param clientId credential that it accepts
 * @param clientSecret credential that it accepts
 * @param audience audience that it issues tokens for
 * @param orgId first id in every profile's path
 * @param accountId second id in every profile's path
 * @param workspaceId third id in every profile's path
 * @param profiles a file of further profiles, or null
 * @param generate whether every mpid has a profile
 * @param quotaPerSecond calls let through in any second; 0 for no quota
 * @param tokenLifetime how long a token lives
 * @param tokenDelay how long a request for a token takes
 */
public record SandboxConfig(
    String host,
    int port,
    String clientId,
    Secret clientSecret,
    String audience,
    String orgId,
    String accountId,
    String workspaceId,
    @Nullable Path profiles,
    boolean generate,
    int quotaPerSecond,
    Duration tokenLifetime,
    Duration tokenDelay) {

  @Override
  public String toString() {
    return "SandboxConfig[***]";
  }
}
