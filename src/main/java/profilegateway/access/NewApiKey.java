package profilegateway.access;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * An API key that nobody has yet.
 *
 * @param key what its server sends; random, and kept nowhere
 * @param line what stands for it in {@code GATEWAY_API_KEYS_FILE}
 */
public record NewApiKey(String key, String line) {
  /** Lets tools that look for leaked secrets find it. */
  private static final String PREFIX = "pgk_";

  private static final int BYTES = 32;

  /**
   * A new key for a server.
   *
   * @throws IllegalArgumentException when the name or a scope is none that the file takes
   */
  public static NewApiKey of(String name, List<String> scopes) {
    if (!ApiKeys.isName(name)) {
      throw new IllegalArgumentException(ApiKeys.NAMES);
    }
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    String key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    String line = (Sha256.of(key) + " " + name + " " + String.join(",", scopes)).strip();
    var unused = ApiKeys.read(line);
    return new NewApiKey(key, line);
  }

  @Override
  public String toString() {
    return "NewApiKey[***]";
  }
}
