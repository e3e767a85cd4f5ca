package profilegateway.upstream.ratelimit;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import profilegateway.profile.Lane;

/**
 * The quota as one instance knows it at one moment.
 *
 * @param waiting number of queued reservations of each lane
 * @param granted number of reservations that were granted since the start, of each lane
 * @param refused number of reservations that were refused since the start because their deadline could not be kept
 * @param coolDownLeft time left of the cooldown; zero if there is none
 * @param slowDownLeft time left of the slowdown; zero if there is none
 * @param left number of calls that could be made now; empty if there is no quota, or the fleet has reported none within the last second
 * @param isOnFallback whether this instance keeps to its share because the fleet cannot be reached, or only since a few seconds
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
