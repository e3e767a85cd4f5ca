package profilegateway.cache.fetch;

import profilegateway.profile.Ledger;
import profilegateway.profile.Parts;

/** Events of the cache, for metrics. Called on any event loop; never with personal data. */
public interface CacheEvents {

  /** Where entries are held. */
  enum Level {
    /** In this process. */
    LOCAL,
    /** In the cache that all instances share. */
    SHARED
  }

  /** What was found. */
  enum Found {
    FRESH,
    STALE,
    /** A negative entry: there is no such profile. */
    ABSENT,
    /** An opt-out: the profile is withheld. */
    WITHHELD,
    /** No entry that serves at once. */
    MISSING
  }

  /** Parts were looked up. */
  default void looked(Level level, Found found, Parts parts) {}

  /** A lookup waits for parts that a fetch in flight brings. */
  default void joined(Parts parts) {}

  /** Stale entries were served because no newer ones could be fetched (stale-if-error). */
  default void servedOnError(Parts parts) {}

  /** A refresh of entries was started in the background. */
  default void refreshing(Parts parts) {}

  /**
   * A refresh had a cost, which belongs to no operation. A call that a lookup has joined meanwhile counts with the priority of that
   * lookup.
   *
   * @param cost valid during the call only
   */
  default void refreshCost(Ledger cost) {}

  /** The shared cache could not be reached, or not in time. */
  default void unreachable() {}

  /** The shared cache or the upstream source answered with another profile than the requested one. */
  default void otherProfileHeld() {}

  /** The entries of a profile were invalidated. */
  default void dropped() {}
}
