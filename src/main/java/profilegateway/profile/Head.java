package profilegateway.profile;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What comes with every answer about a profile.
 *
 * @param createdAt null when the answer did not say
 * @param lastStoredAt null when the answer did not say
 * @param optedOut null when the answer did not say
 * @param adTrackingLimited null when unknown
 * @param unreadable fields whose value was of the wrong type; their component is null
 */
public record Head(
    Mpid mpid,
    @Nullable Instant createdAt,
    @Nullable Instant lastStoredAt,
    @Nullable Boolean optedOut,
    @Nullable Boolean adTrackingLimited,
    Set<Field> unreadable) {

  /** Whether the user opted out, or may have: whoever cannot read it must not take it for a no. */
  public boolean mayHaveOptedOut() {
    return Boolean.TRUE.equals(optedOut) || unreadable.contains(Field.OPTED_OUT);
  }

  /** The fields that can be unreadable. */
  public enum Field {
    CREATED_AT,
    LAST_STORED_AT,
    OPTED_OUT,
    AD_TRACKING_LIMITED
  }
}
