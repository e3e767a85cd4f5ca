package profilegateway.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a sandbox starts.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 takes a free one
 * @param account credentials and ids that it accepts
 * @param profiles a file of further profiles (JSON Lines), or null
 * @param generate whether any mpid has a profile
 * @param quotaPerSecond calls let through in any sliding second; 0 for no quota
 * @param tokenLifetime what {@code expires_in} says
 * @param tokenDelay how long a token request takes
 */
public record SandboxOptions(
    String host,
    int port,
    SandboxAccount account,
    @Nullable Path profiles,
    boolean generate,
    int quotaPerSecond,
    Duration tokenLifetime,
    Duration tokenDelay) {}
