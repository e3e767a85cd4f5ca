package profilegateway.cache;

import java.util.Map;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;

/**
 * The result of invalidating entries in this process.
 *
 * @param entries number of removed entries
 * @param links owners of the invalidated identities, as far as this process knew them
 */
public record LocalDrop(int entries, Map<Identity, Mpid> links) {
  public LocalDrop {
    links = Map.copyOf(links);
  }
}
