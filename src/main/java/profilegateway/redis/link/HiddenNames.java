package profilegateway.redis.link;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names for what lies in Redis that tell nothing: keyed hashes, so that whoever reads Redis learns no mpid, no identity and
 * no document from them, not even by trying. Thread-safe.
 */
public final class HiddenNames {
  private static final String HASH = "HmacSHA256";
  /** Enough that no two things ever have the same name. */
  private static final int TAG_BYTES = 16;

  /** Is copied for each name. */
  private final Mac hash;

  private final byte[] workspace;

  /**
   * The names under one key.
   *
   * @param workspace names organization, account and workspace: what belongs to one has other names than what belongs
   *     to another
   */
  public HiddenNames(SecretKey key, String workspace) {
    this.hash = hash(key);
    this.workspace = workspace.getBytes(StandardCharsets.UTF_8);
  }

  /** The name, of 22 URL-safe characters, of what {@code words} tell; each goes in with its length, so that no others make the same. */
  public String of(String... words) {
    Mac mac = copy();
    update(mac, workspace);
    for (String word : words) {
      update(mac, word.getBytes(StandardCharsets.UTF_8));
    }
    byte[] tag = Arrays.copyOf(mac.doFinal(), TAG_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(tag);
  }

  private static void update(Mac mac, byte[] word) {
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(word.length).array());
    mac.update(word);
  }

  private Mac copy() {
    try {
      return (Mac) hash.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The key that names is not the one that seals, but made of it. */
  private static Mac hash(SecretKey key) {
    try {
      Mac mac = Mac.getInstance(HASH);
      mac.init(key);
      byte[] names = mac.doFinal("names".getBytes(StandardCharsets.UTF_8));
      mac.init(new SecretKeySpec(names, HASH));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
