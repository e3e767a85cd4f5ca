package profilegateway.http;

import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;

/** Drops what is held of profiles, as the management port needs it. */
public interface Purge {

  /**
   * Drops copies everywhere, as far as that can be reached.
   *
   * @return what became of it; fails on a bug only
   */
  Future<Purged> purge(Set<Mpid> mpids, Set<Identity> identities);

  /** Whether nothing is left that was held before, and if that is not certain, why. */
  enum Outcome {
    COMPLETE,
    /** What is held in Redis may still be there, and in other instances. */
    REDIS_AWAY,
    /** Some instances did not confirm in time. */
    INSTANCES_SILENT,
    /** There are more instances, and nothing that they share. */
    OTHERS_NOT_REACHED
  }

  /**
   * What became of a purge.
   *
   * @param entries how many copies went, of those that can be counted: in Redis, and in the instance that was asked
   * @param unlinked identities of which nobody knew whose they are: what is held under the mpid stands
   * @param confirmed names of the instances that dropped what they held
   * @param silent names of the instances that did not say so in time
   */
  record Purged(
      Outcome outcome,
      int entries,
      Set<Identity> unlinked,
      List<String> confirmed,
      List<String> silent) {}
}
