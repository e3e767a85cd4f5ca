package profilegateway.cache;

import profilegateway.profile.Ledger;
import profilegateway.profile.Parts;

/** What happens in the cache that somebody else may want to know. Called on any event loop; never with personal data. */
public interface CacheEvents {

  /** Where copies are held. */
  enum Level {
    /** In this process. */
    LOCAL,
    /** In what all instances share. */
    SHARED
  }

  /** What was found. */
  enum Found {
    FRESH,
    STALE,
    /** That there is no such profile. */
    ABSENT,
    /** That the user opted out. */
    WITHHELD,
    /** Nothing that serves at once. */
    MISSING
  }

  /** Parts were looked for. */
  default void looked(Level level, Found found, Parts parts) {}

  /** Parts are waited for that somebody else had asked for before. */
  default void joined(Parts parts) {}

  /** Copies past their time were served because no newer ones could be had. */
  default void servedOnError(Parts parts) {}

  /** A refresh of copies was started that nobody waits for. */
  default void refreshing(Parts parts) {}

  /**
   * A refresh cost something: it belongs to no operation, so no operation tells it. A call that somebody came to wait for
   * meanwhile is in their lane.
   *
   * @param cost to be read before this returns
   */
  default void refreshCost(Ledger cost) {}

  /** The shared cache could not be asked, or not in time. */
  default void unreachable() {}

  /** The shared cache told of another profile than the one asked for. */
  default void otherProfileHeld() {}

  /** What was held of a profile was dropped because somebody said so. */
  default void dropped() {}
}
