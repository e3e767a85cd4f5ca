package profilegateway.config;

import java.util.List;
import javax.crypto.SecretKey;

/**
 * Where Redis is, and what seals what lies in it.
 *
 * @param servers where it is
 * @param keyRing keys that seal, the first seals; empty when nothing that needs sealing may lie there
 */
public record RedisConfig(Servers servers, List<SealKey> keyRing) {

  /** How Redis is run. */
  public enum Kind {
    STANDALONE,
    SENTINEL,
    CLUSTER
  }

  /**
   * The servers to ask.
   *
   * @param urls one for a standalone server, one or more for Sentinel or Cluster: {@code redis://} or
   *     {@code rediss://}, with user and password where needed
   * @param sentinelMaster name of the master that the sentinels watch; empty but with Sentinel
   */
  public record Servers(List<String> urls, Kind kind, String sentinelMaster) {
    @Override
    public String toString() {
      return "Servers[" + kind + "]";
    }
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
}
