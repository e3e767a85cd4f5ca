package profilegateway.graphql;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The names that operations are counted by. Clients choose names, so only the first ones are taken; GraphQL's own syntax
 * keeps them to letters, digits and underscores. Shared by all event loops.
 */
final class OperationNames {
  static final String ANONYMOUS = "anonymous";
  static final String OTHER = "other";
  static final int MOST = 100;
  static final int LONGEST = 100;

  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /** The name to count an operation of a valid document by. */
  String counted(@Nullable String name) {
    if (name == null) {
      return ANONYMOUS;
    }
    return known.contains(name) || isTaken(name) ? name : OTHER;
  }

  private synchronized boolean isTaken(String name) {
    return name.length() <= LONGEST && known.size() < MOST && known.add(name);
  }
}
