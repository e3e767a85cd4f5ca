package profilegateway.access.persisted;

import org.jspecify.annotations.Nullable;

/**
 * What a request says of its document: its text, an id in its place, or both.
 *
 * @param text null where only an id was sent
 * @param id as clients name it, {@code sha256:} before it or not; null where only the text was sent
 */
public record AskedDocument(@Nullable String text, @Nullable String id) {

  public AskedDocument {
    if (text == null && id == null) {
      throw new IllegalArgumentException("neither text nor id");
    }
  }

  /** A text may hold an identity. */
  @Override
  public String toString() {
    return "AskedDocument[***]";
  }
}
