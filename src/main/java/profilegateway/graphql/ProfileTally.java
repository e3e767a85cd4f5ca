package profilegateway.graphql;

import java.util.HashSet;
import java.util.Set;
import profilegateway.profile.ProfileReference;

/**
 * Whose profiles one request asks for, with all the members of a batch: else a batch would be a way around the limit.
 * Confined to the request's event loop.
 */
public final class ProfileTally {
  private Set<ProfileReference> asked = Set.of();

  /** How many there would be with these. */
  int with(Set<ProfileReference> more) {
    // Most requests have one operation.
    return asked.isEmpty()
        ? more.size()
        : asked.size() + (int) more.stream().filter(one -> !asked.contains(one)).count();
  }

  void add(Set<ProfileReference> more) {
    if (asked.isEmpty()) {
      asked = more;
    } else {
      asked = new HashSet<>(asked);
      asked.addAll(more);
    }
  }

  @Override
  public String toString() {
    return "ProfileTally[" + asked.size() + "]";
  }
}
