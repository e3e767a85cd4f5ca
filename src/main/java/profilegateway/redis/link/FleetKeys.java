package profilegateway.redis.link;

/**
 * Names in Redis of what the instances for one workspace share. All have the same hash tag: in Cluster they lie in one
 * slot, as scripts need it.
 *
 * @param workspace names of organization, account and workspace; nothing of it is personal
 */
public record FleetKeys(String workspace) {

  /** The name in Redis of what is called {@code name} here. */
  public String named(String name) {
    return "pg:{" + workspace + "}:" + name;
  }
}
