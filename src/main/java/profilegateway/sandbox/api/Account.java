package profilegateway.sandbox.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is accepted as credentials, and whose profiles are held.
 *
 * @param clientId credential
 * @param clientSecret credential
 * @param audience the only audience that tokens are issued for
 * @param workspace ids of organisation, account and workspace, by the names they have in a route
 */
public record Account(
    String clientId, String clientSecret, String audience, Map<String, String> workspace) {
  boolean isClient(@Nullable String id, @Nullable String secret) {
    return clientId.equals(id) && clientSecret.equals(secret);
  }

  boolean isWorkspace(Map<String, String> pathParameters) {
    return workspace.entrySet().stream()
        .allMatch(id -> id.getValue().equals(pathParameters.get(id.getKey())));
  }
}
