package profilegateway.upstream;

import java.util.Optional;
import profilegateway.upstream.ratelimit.QuotaState;
import profilegateway.upstream.token.TokenTimes;

/**
 * How calls of this instance are doing at one moment. Whether they are stopped is told as it happens, by
 * {@link UpstreamEvents#callsStopped()} and {@link UpstreamEvents#callsResumed()}.
 *
 * @param token empty while there is none
 */
public record UpstreamState(QuotaState quota, Optional<TokenTimes> token) {}
