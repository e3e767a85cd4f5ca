package profilegateway.redis.copies;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import profilegateway.config.RedisConfig.SealKey;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;
import profilegateway.profile.ProfileReference;
import profilegateway.redis.link.Sealing;

/**
 * Where copies lie that were named and sealed with one key of the ring. A name is a keyed hash: whoever reads Redis
 * learns no mpid and no identity from it, not even by trying. Thread-safe.
 */
final class Shelf {
  private static final String HASH = "HmacSHA256";
  /** Enough that no two profiles ever have the same name. */
  private static final int TAG_BYTES = 16;

  /** Is copied for each name. */
  private final Mac hash;

  private final Sealing sealing;
  private final byte[] workspace;

  private Shelf(String workspace, SealKey key, Sealing sealing) {
    this.hash = hash(key.key());
    this.sealing = sealing;
    this.workspace = workspace.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * One for the first key of the ring and one for the second, where there is one: what was put there before the keys
   * were rotated is still found.
   *
   * @param workspace names organization, account and workspace
   * @param ring at least one key
   * @param sealings one that seals with the first key, and one that seals with the second
   */
  static List<Shelf> of(String workspace, List<SealKey> ring, List<Sealing> sealings) {
    List<Shelf> shelves = new ArrayList<>();
    for (int key = 0; key < sealings.size(); key++) {
      shelves.add(new Shelf(workspace, ring.get(key), sealings.get(key)));
    }
    return List.copyOf(shelves);
  }

  Place place(ProfileReference reference) {
    byte[] tag;
    if (reference instanceof Mpid mpid) {
      tag = tag("mpid", mpid.text());
    } else if (reference instanceof Identity identity) {
      tag = tag("identity", identity.type(), identity.value());
    } else {
      throw new IllegalArgumentException("neither an mpid nor an identity");
    }
    return new Place(Base64.getUrlEncoder().withoutPadding().encodeToString(tag));
  }

  /** Seals a copy, or a state without its fence, for the name {@code key}. */
  byte[] seal(String key, long stamp, char kind, byte[] text) {
    byte[] sealed = sealing.seal(key + ' ' + Stored.clear(stamp, kind), text);
    return new Stored(0, stamp, kind, sealed).bytes();
  }

  /** What was sealed for the name {@code key}; empty for anything else. */
  Optional<byte[]> open(String key, Stored stored) {
    return sealing.open(key + ' ' + Stored.clear(stored.stamp(), stored.kind()), stored.sealed());
  }

  /** Each word goes in with its length, so that no other words make the same hash. */
  private byte[] tag(String... words) {
    Mac mac = copy();
    update(mac, workspace);
    for (String word : words) {
      update(mac, word.getBytes(StandardCharsets.UTF_8));
    }
    return Arrays.copyOf(mac.doFinal(), TAG_BYTES);
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
