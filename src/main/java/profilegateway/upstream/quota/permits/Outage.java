package profilegateway.upstream.quota.permits;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether the fleet can be reached, and for how long it has been so. Guarded by whoever owns it. */
final class Outage {
  /**
   * As long as grants are apart that take each other's place. The last one before the loss may be used {@link Permit#LIFE}
   * later: after a mere second its call and the first one of the own share would stand in one second of the Profile API's.
   */
  static final Duration SILENCE = FleetQuota.WINDOW;

  private @Nullable Long since;
  private @Nullable Long over;

  enum Phase {
    /** The fleet answers. */
    NONE,
    /** It has just been lost: what it granted in its last second may still be in use. */
    SILENT,
    /** Each instance is on its own. */
    ALONE,
    /** It answers again, but other instances may not know yet. */
    RETURNING
  }

  Phase phase(long now) {
    if (since == null) {
      return Phase.NONE;
    }
    if (over != null) {
      if (now - over < FleetQuota.RETURN.toNanos()) {
        return Phase.RETURNING;
      }
      since = null;
      over = null;
      return Phase.NONE;
    }
    return now - since < SILENCE.toNanos() ? Phase.SILENT : Phase.ALONE;
  }

  Duration silenceLeft(long now) {
    return since == null || phase(now) != Phase.SILENT
        ? Duration.ZERO
        : SILENCE.minusNanos(now - since);
  }

  /** Tells that the fleet could not be reached; true when that is new. */
  boolean failed(long now) {
    if (since != null && over == null) {
      return false;
    }
    since = now;
    over = null;
    return true;
  }

  /** Tells that the fleet answered; true when that is new. */
  boolean answered(long now) {
    if (since == null || over != null) {
      return false;
    }
    over = now;
    return true;
  }
}
