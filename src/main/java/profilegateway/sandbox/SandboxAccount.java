package profilegateway.sandbox;

/**
 * The account that a sandbox plays: what it accepts as credentials and whose profiles it holds.
 *
 * @param clientId credential
 * @param clientSecret credential
 * @param audience the only audience that tokens are issued for
 * @param orgId first id of a profile's path
 * @param accountId second id of a profile's path
 * @param workspaceId third id of a profile's path
 */
public record SandboxAccount(
    String clientId,
    String clientSecret,
    String audience,
    String orgId,
    String accountId,
    String workspaceId) {

  /** What is played when nothing else is said. */
  public static final SandboxAccount DEFAULT = new SandboxAccount(
      "sandbox-client", "sandbox-secret", "https://api.mparticle.com", "1", "2", "3");

  @Override
  public String toString() {
    return "SandboxAccount[***]";
  }
}
