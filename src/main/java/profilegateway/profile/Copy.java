package profilegateway.profile;

import java.time.Instant;

/**
 * Where something known of a profile came from.
 *
 * @param fetchedAt when it was fetched from mParticle
 */
public record Copy(Origin origin, Instant fetchedAt) {

  /** From the best to the worst. */
  public enum Origin {
    UPSTREAM,
    CACHE,
    STALE
  }
}
