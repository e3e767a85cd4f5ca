package profilegateway.upstream;

import java.time.Duration;
import profilegateway.profile.Lane;
import profilegateway.upstream.api.ApiEvents;
import profilegateway.upstream.ratelimit.permits.QuotaEvents;
import profilegateway.upstream.token.TokenEvents;

/** What happens upstream that somebody else may want to know. Called on any event loop; never with personal data. */
public interface UpstreamEvents extends QuotaEvents, TokenEvents, ApiEvents {

  /** A call is being made. */
  default void called(Lane lane) {}

  /** A call that was made is over, answered or not, so long after its turn came. */
  default void took(Lane lane, Duration time) {}

  /** All calls are stopped for a while, as the Profile API said that there are too many. */
  default void paused(Duration time) {}

  /** There are half the calls for a while, as the Profile API said that they become more too fast. */
  default void slowed(Duration time) {}

  /** The API is not well: from now on only probes are let through. */
  default void callsStopped() {}

  /** A probe was answered: calls go on. */
  default void callsResumed() {}
}
