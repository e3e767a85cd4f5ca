package profilegateway.graphql;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import profilegateway.profile.Mpid;

/** Relay's global identifiers: opaque to clients, and the same on every route to a profile. */
final class GlobalId {
  private static final String PROFILE = "Profile:";

  private GlobalId() {}

  static String of(Mpid mpid) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((PROFILE + mpid.text()).getBytes(StandardCharsets.US_ASCII));
  }

  /** The profile that {@code id} stands for; empty when no profile has such an id. */
  static Optional<Mpid> mpid(String id) {
    byte[] decoded;
    try {
      decoded = Base64.getUrlDecoder().decode(id);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    String text = new String(decoded, StandardCharsets.ISO_8859_1);
    if (!text.startsWith(PROFILE)) {
      return Optional.empty();
    }
    // One profile has one id: another spelling of the same bits is none.
    return Mpid.parse(text.substring(PROFILE.length())).filter(mpid -> of(mpid).equals(id));
  }
}
