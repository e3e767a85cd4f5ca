package profilegateway.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Names callers in logs so that one can be followed, but not told who it is: customer ids are few enough to be guessed
 * from a plain hash. With a key that instances share, a caller has one name in all of them.
 */
final class Pseudonyms {
  private static final String ALGORITHM = "HmacSHA256";
  /** Keeps these apart from whatever else is made with the key. */
  private static final String PURPOSE = "profile-gateway caller\n";

  private static final int BYTES = 10;

  private final SecretKey key;

  /** Null takes a key of this process's own. */
  Pseudonyms(@Nullable SecretKey key) {
    this.key = key == null ? random() : new SecretKeySpec(key.getEncoded(), ALGORITHM);
  }

  private static SecretKey random() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return new SecretKeySpec(bytes, ALGORITHM);
  }

  String of(String issuer, String subject) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] name =
          mac.doFinal((PURPOSE + issuer + "\n" + subject).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(name, 0, BYTES);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
