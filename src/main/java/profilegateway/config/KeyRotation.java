package profilegateway.config;

import java.time.Duration;

/**
 * Computes how long one key of {@code GATEWAY_CACHE_KEYS} may seal entries. AES-GCM with random 96-bit nonces allows 2^32 seals per
 * key (NIST SP 800-38D, section 8.3): beyond that the chance that a nonce repeats is no longer negligible.
 */
public final class KeyRotation {
  private static final long MAX_SEALS_PER_KEY = 1L << 32;

  /**
   * A fetch of all five parts seals each part and the profile's state. A fetch of fewer parts, with a link from an identity, seals no
   * more.
   */
  private static final int SEALS_PER_FETCH = 6;

  private KeyRotation() {}

  /**
   * The longest time for which one key may be the first, which seals all new entries.
   *
   * @param callsPerSecond calls of the Profile API by all instances together; positive
   */
  public static Duration interval(int callsPerSecond) {
    if (callsPerSecond <= 0) {
      throw new IllegalArgumentException("callsPerSecond must be positive: " + callsPerSecond);
    }
    return Duration.ofSeconds(MAX_SEALS_PER_KEY / ((long) SEALS_PER_FETCH * callsPerSecond));
  }
}
