package profilegateway.cache;

import java.util.Map;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;

/**
 * What went from this process.
 *
 * @param entries how many copies of parts
 * @param links whose the identities were, as far as this process knew
 */
public record LocalDrop(int entries, Map<Identity, Mpid> links) {
  public LocalDrop {
    links = Map.copyOf(links);
  }
}
