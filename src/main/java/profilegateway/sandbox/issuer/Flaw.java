package profilegateway.sandbox.issuer;

import java.util.Locale;

/** What may be wrong with a token. */
public enum Flaw {
  /** It expired an hour ago. */
  EXPIRED,
  /** It is not valid for another hour. */
  EARLY,
  /** It is for another audience. */
  AUDIENCE,
  /** It says that it is another issuer's. */
  ISSUER,
  /** Its signature is another key's. */
  SIGNATURE,
  /** It has no signature, and says so. */
  UNSIGNED;

  /** As written in a query. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
