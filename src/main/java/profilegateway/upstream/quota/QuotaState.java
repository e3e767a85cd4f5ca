package profilegateway.upstream.quota;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import profilegateway.profile.Lane;

/**
 * The quota of this instance at one moment.
 *
 * @param waiting how many wait, for each lane
 * @param granted how many turns came since the start, for each lane
 * @param refused how many were told since the start that their deadline cannot be kept
 * @param coolDownLeft what is left of a pause; zero when there is none
 * @param slowDownLeft what is left of a slow time; zero when there is none
 * @param left how many calls could be made now as far as this instance knows; empty where there is no quota, or the fleet was
 *     not asked within the last second
 * @param isOnFallback whether the other instances cannot be reached, or only just again
 */
public record QuotaState(
    Map<Lane, Integer> waiting,
    Map<Lane, Long> granted,
    long refused,
    Duration coolDownLeft,
    Duration slowDownLeft,
    OptionalInt left,
    boolean isOnFallback) {
  public QuotaState {
    waiting = Map.copyOf(waiting);
    granted = Map.copyOf(granted);
  }
}
