package profilegateway.access.persisted;

import org.jspecify.annotations.Nullable;

/**
 * A document that may be executed.
 *
 * @param registeredAs the hash that it is to be known by once it was found good; null where it is known already, or is
 *     not to be
 */
public record KnownDocument(String text, @Nullable String registeredAs) {

  /** A text may hold an identity. */
  @Override
  public String toString() {
    return "KnownDocument[***]";
  }
}
