package profilegateway.upstream.ratelimit.permits;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether the fleet can be reached, and since when. Not thread-safe: the owner guards it. */
final class FleetConnectivity {
  /**
   * How long no permits are granted after the loss, until those that the fleet granted are used up. The last of them may be used {@link
   * Permit#LIFE} late: after exactly a second its call and the first one of the local share would be in one second of the Profile API.
   */
  static final Duration DRAIN = FleetQuota.WINDOW;

  private @Nullable Long lostAt;
  private @Nullable Long backAt;

  enum Phase {
    /** The fleet answers. */
    CONNECTED,
    /** The fleet was lost within the last {@link #DRAIN}: permits that it granted may still be in use. */
    DRAINING,
    /** Each instance uses its local share. */
    ALONE,
    /** The fleet answers again, but other instances may not have noticed yet. */
    RETURNING
  }

  Phase phase(long now) {
    if (lostAt == null) {
      return Phase.CONNECTED;
    }
    if (backAt != null) {
      if (now - backAt < FleetQuota.RETURN.toNanos()) {
        return Phase.RETURNING;
      }
      lostAt = null;
      backAt = null;
      return Phase.CONNECTED;
    }
    return now - lostAt < DRAIN.toNanos() ? Phase.DRAINING : Phase.ALONE;
  }

  /** Time left until permits may be granted; zero unless draining. */
  Duration drainLeft(long now) {
    return lostAt == null || phase(now) != Phase.DRAINING
        ? Duration.ZERO
        : DRAIN.minusNanos(now - lostAt);
  }

  /** Records that the fleet could not be reached; returns whether that is new. */
  boolean failed(long now) {
    if (lostAt != null && backAt == null) {
      return false;
    }
    lostAt = now;
    backAt = null;
    return true;
  }

  /** Records that the fleet answered; returns whether that is new. */
  boolean answered(long now) {
    if (lostAt == null || backAt != null) {
      return false;
    }
    backAt = now;
    return true;
  }
}
