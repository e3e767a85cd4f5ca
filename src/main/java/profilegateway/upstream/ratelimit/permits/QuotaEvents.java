package profilegateway.upstream.ratelimit.permits;

/** Listener to changes in how the quota is shared. Called on any event loop. */
public interface QuotaEvents {

  /** The fleet cannot be reached: this instance uses its share of the quota from now on. */
  default void fleetLost(Throwable cause) {}

  /** The fleet can be reached again. */
  default void fleetBack() {}
}
