package profilegateway.graphql.rights;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the schema demands of whoever reads something.
 *
 * @param authenticated whether the caller has to say who it is
 * @param scopes of each entry one alternative has to be held, every scope of it
 * @param scopesOfOthers as {@code scopes}, for profiles other than the caller's own
 */
public record Requirement(
    boolean authenticated, List<List<Set<String>>> scopes, List<List<Set<String>>> scopesOfOthers) {

  /** Nothing is demanded. */
  public static final Requirement NONE = new Requirement(false, List.of(), List.of());

  static final Requirement AUTHENTICATED = new Requirement(true, List.of(), List.of());

  public boolean isNone() {
    return !authenticated && scopes.isEmpty() && scopesOfOthers.isEmpty();
  }

  /** Both of them. */
  Requirement and(Requirement other) {
    if (other.isNone()) {
      return this;
    }
    return isNone()
        ? other
        : new Requirement(
            authenticated || other.authenticated,
            joined(scopes, other.scopes),
            joined(scopesOfOthers, other.scopesOfOthers));
  }

  /** What of it depends on whose profile it is. */
  Requirement ofOthers() {
    return new Requirement(false, List.of(), scopesOfOthers);
  }

  /** What of it holds for every profile. */
  Requirement ofAll() {
    return new Requirement(authenticated, scopes, List.of());
  }

  private static List<List<Set<String>>> joined(
      List<List<Set<String>>> some, List<List<Set<String>>> others) {
    return Stream.concat(some.stream(), others.stream()).distinct().toList();
  }
}
