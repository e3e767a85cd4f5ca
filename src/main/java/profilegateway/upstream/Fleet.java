package profilegateway.upstream;

import java.util.Optional;
import profilegateway.upstream.ratelimit.permits.FleetQuota;
import profilegateway.upstream.token.FleetTokens;

/**
 * What the instances of a gateway share, as this package needs it.
 *
 * @param tokens empty where a token must not be shared, as nothing seals it
 */
public record Fleet(FleetQuota quota, FleetMode mode, Optional<FleetTokens> tokens) {}
