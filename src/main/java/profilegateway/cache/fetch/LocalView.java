package profilegateway.cache.fetch;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.cache.copies.Known;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.ProfileFailure;

/**
 * What this process holds for a fetch at one moment.
 *
 * @param verified what is held, if no invalidation can have been missed
 * @param unverified what is held, even if it may have been invalidated elsewhere
 * @param owner the profile that the identity belongs to, as far as is known here; null for an mpid too
 * @param failures recent failures of the pending parts, but for those that concern refreshes only
 */
record LocalView(
    Known verified, Known unverified, @Nullable Mpid owner, Map<Part, ProfileFailure> failures) {}
