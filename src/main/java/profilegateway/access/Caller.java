package profilegateway.access;

import org.jspecify.annotations.Nullable;
import profilegateway.profile.ProfileReference;

/**
 * Who asks.
 *
 * @param viewer whose profile {@code viewer} is; null for a caller that is nobody in particular
 */
public record Caller(@Nullable ProfileReference viewer) {
  public static final Caller ANONYMOUS = new Caller(null);
}
