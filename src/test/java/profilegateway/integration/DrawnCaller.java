package profilegateway.integration;

import java.net.http.HttpRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who asks.
 *
 * @param self whose token it is; null for a server and an anonymous caller
 * @param credentials a header's name and value; empty when there is none
 */
record DrawnCaller(
    @Nullable MarkedPerson self, Set<String> scopes, String header, String credentials) {

  boolean mayReadEverybody() {
    return scopes.contains("profile:read");
  }

  boolean mayReadIdentities() {
    return scopes.contains("profile:identities");
  }

  HttpRequest.Builder signing(HttpRequest.Builder request) {
    return header.isEmpty() ? request : request.header(header, credentials);
  }

  /** Says nothing of the credentials. */
  @Override
  public String toString() {
    return (self == null ? header : "person " + self.number()) + " with " + scopes;
  }
}
