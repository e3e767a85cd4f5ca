package profilegateway.graphql;

import java.util.HashSet;
import java.util.Set;
import profilegateway.profile.ProfileReference;

/**
 * Whose profiles one request asks for, with all the members of a batch: else a batch would be a way around the limit.
 * Confined to the request's event loop.
 */
public final class ProfileTally {
  private final Set<ProfileReference> asked = new HashSet<>();

  /** How many there would be with these. */
  int with(Set<ProfileReference> more) {
    return asked.size()
        + (int) more.stream().filter(one -> !asked.contains(one)).count();
  }

  void add(Set<ProfileReference> more) {
    asked.addAll(more);
  }

  @Override
  public String toString() {
    return "ProfileTally[" + asked.size() + "]";
  }
}
