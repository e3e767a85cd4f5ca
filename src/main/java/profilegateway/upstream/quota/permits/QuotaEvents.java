package profilegateway.upstream.quota.permits;

/** What happens to the quota. */
public interface QuotaEvents {

  /** The other instances cannot be reached; from now on this one keeps to its share. */
  default void fleetLost(Throwable cause) {}

  /** The other instances can be reached again. */
  default void fleetBack() {}
}
