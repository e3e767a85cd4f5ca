package profilegateway.profile;

import java.time.Duration;
import java.time.Instant;

/**
 * Where something known of a profile came from.
 *
 * @param fetchedAt when it was fetched from mParticle
 * @param freshFor how much longer it is fresh, from when it was read; zero when it is not, or nobody has said
 */
public record Copy(Origin origin, Instant fetchedAt, Duration freshFor) {

  /** From the best to the worst. */
  public enum Origin {
    UPSTREAM,
    CACHE,
    STALE
  }

  /** Something that was fetched just now. How long that stays fresh, whoever keeps copies knows. */
  public static Copy fetched(Instant at) {
    return new Copy(Origin.UPSTREAM, at, Duration.ZERO);
  }
}
