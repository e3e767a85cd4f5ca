package profilegateway.upstream;

import java.time.Duration;
import java.util.Optional;
import profilegateway.upstream.quota.QuotaState;

/**
 * How calls of this instance are doing at one moment. Whether they are stopped is told as it happens, by
 * {@link UpstreamEvents#callsStopped()} and {@link UpstreamEvents#callsResumed()}.
 *
 * @param token empty while there is none
 */
public record UpstreamState(QuotaState quota, Optional<TokenTimes> token) {

  /**
   * The times of the token that calls are made with.
   *
   * @param age since it was issued, to this instance or to another
   * @param left until it ends; zero when it has
   */
  public record TokenTimes(Duration age, Duration left) {}
}
