package profilegateway.config;

import java.util.List;
import javax.crypto.SecretKey;

/**
 * Where Redis is.
 *
 * @param urls one for a standalone server, several for Sentinel or Cluster: {@code redis://} or {@code rediss://},
 *     with user and password where needed
 * @param kind which of the three
 * @param sentinelMaster name of the master that the sentinels watch; used with Sentinel only
 * @param keyRing keys that seal what lies in Redis, the first seals; empty when nothing may lie there
 */
public record RedisConfig(
    List<String> urls, Kind kind, String sentinelMaster, List<SealKey> keyRing) {

  /** How Redis is run. */
  public enum Kind {
    STANDALONE,
    SENTINEL,
    CLUSTER
  }

  /**
   * A key of the ring.
   *
   * @param id names it in what it sealed; letters and digits
   * @param key for AES, of 256 bits
   */
  public record SealKey(String id, SecretKey key) {
    @Override
    public String toString() {
      return "SealKey[" + id + "]";
    }
  }

  @Override
  public String toString() {
    return "RedisConfig[" + kind + "]";
  }
}
