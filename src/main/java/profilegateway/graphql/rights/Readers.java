package profilegateway.graphql.rights;

import java.util.HashSet;
import java.util.Set;
import profilegateway.access.Caller;
import profilegateway.access.Caller.Scopes;

/**
 * One caller before the own profile, and before everybody else's.
 *
 * @param own with the scopes that everyone has on the own profile
 */
public record Readers(Reader own, Reader others) {

  /** The readers that {@code caller} is, where everyone has {@code viewerScopes} on the own profile. */
  public static Readers of(Caller caller, Set<String> viewerScopes) {
    return new Readers(
        new Reader(caller, with(viewerScopes, caller.scopes()), true),
        new Reader(caller, caller.scopes(), false));
  }

  private static Scopes with(Set<String> more, Scopes scopes) {
    if (scopes.all() || more.isEmpty()) {
      return scopes;
    }
    Set<String> names = new HashSet<>(scopes.names());
    names.addAll(more);
    return new Scopes(false, names);
  }
}
