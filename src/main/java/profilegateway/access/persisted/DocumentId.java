package profilegateway.access.persisted;

import java.util.regex.Pattern;

/** The names of documents. */
final class DocumentId {
  private static final String PREFIX = "sha256:";
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{32,64}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private DocumentId() {}

  /** Without the {@code sha256:} that some clients write before a hash. */
  static String plain(String id) {
    return id.startsWith(PREFIX) ? id.substring(PREFIX.length()) : id;
  }

  /** As it may stand in a log: what is no hash may be anything. */
  static String shown(String plain) {
    return HASH.matcher(plain).matches() ? plain : "(an id that is no hash)";
  }

  static boolean isSha256(String plain) {
    return SHA256.matcher(plain).matches();
  }
}
