package profilegateway.redis.link;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import profilegateway.config.RedisConfig.SealKey;

/**
 * Encrypts what lies in Redis with AES-256-GCM, and ties it to its name there: whoever can write to Redis can neither
 * read, nor alter, nor swap it. Thread-safe.
 *
 * <p>Sealed is: version 1 (a byte), length of the key's id (a byte), the id, 12 random bytes, the encrypted text with
 * its tag of 16 bytes.
 */
public final class Sealing {
  private static final byte VERSION = 1;
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;

  /** Keys that are in use at the same time. */
  private static final int ROTATED = 2;

  /** To make one takes several times as long as to use it, and two threads must not share one. */
  private static final ThreadLocal<Cipher> CIPHERS = ThreadLocal.withInitial(Sealing::cipher);

  private final SealKey first;
  private final byte[] firstId;
  private final Map<String, SecretKey> keys = new LinkedHashMap<>();
  private final SecureRandom random;

  /** @param ring at least one key; the first seals, each opens what it sealed */
  public Sealing(List<SealKey> ring, SecureRandom random) {
    this.first = ring.get(0);
    this.firstId = first.id().getBytes(StandardCharsets.UTF_8);
    if (firstId.length > 255) {
      throw new IllegalArgumentException("the id of a key is longer than 255 bytes");
    }
    ring.forEach(key -> keys.putIfAbsent(key.id(), key.key()));
    this.random = random;
  }

  /**
   * One that seals with the first key of the ring, and one that seals with the second where there is one: for what
   * those need to read whose keys are not rotated yet. Each opens what any key of the ring sealed.
   */
  public static List<Sealing> each(List<SealKey> ring, SecureRandom random) {
    List<Sealing> each = new ArrayList<>();
    for (int first = 0; first < Math.min(ROTATED, ring.size()); first++) {
      List<SealKey> keys = new ArrayList<>(ring);
      Collections.swap(keys, 0, first);
      each.add(new Sealing(keys, random));
    }
    return List.copyOf(each);
  }

  /** Seals {@code text} for the name {@code name} in Redis. */
  public byte[] seal(String name, byte[] text) {
    byte[] iv = new byte[IV_BYTES];
    random.nextBytes(iv);
    try {
      byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, first.key(), iv, name).doFinal(text);
      return ByteBuffer.allocate(2 + firstId.length + IV_BYTES + encrypted.length)
          .put(VERSION)
          .put((byte) firstId.length)
          .put(firstId)
          .put(iv)
          .put(encrypted)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What was sealed for {@code name}; empty when it was not, or not by a key of the ring, or is not whole any more. */
  public Optional<byte[]> open(String name, byte[] sealed) {
    ByteBuffer in = ByteBuffer.wrap(sealed);
    try {
      if (in.get() != VERSION) {
        return Optional.empty();
      }
      SecretKey key = keys.get(new String(bytes(in, in.get() & 0xff), StandardCharsets.UTF_8));
      if (key == null) {
        return Optional.empty();
      }
      byte[] iv = bytes(in, IV_BYTES);
      // Less than a tag is a bug to the JDK's cipher, not a text that was altered.
      byte[] encrypted = bytes(in, Math.max(TAG_BITS / Byte.SIZE, in.remaining()));
      return Optional.of(cipher(Cipher.DECRYPT_MODE, key, iv, name).doFinal(encrypted));
    } catch (BufferUnderflowException | GeneralSecurityException altered) {
      return Optional.empty();
    }
  }

  private static byte[] bytes(ByteBuffer in, int count) {
    if (count > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] iv, String name)
      throws GeneralSecurityException {
    Cipher cipher = CIPHERS.get();
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
    cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static Cipher cipher() {
    try {
      return Cipher.getInstance(CIPHER);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
