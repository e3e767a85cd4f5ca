package profilegateway.redis.copies;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import profilegateway.config.RedisConfig.SealKey;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;
import profilegateway.profile.ProfileReference;
import profilegateway.redis.link.HiddenNames;
import profilegateway.redis.link.Sealing;

/**
 * Where copies lie that were named and sealed with one key of the ring. A name is a keyed hash: whoever reads Redis
 * learns no mpid and no identity from it, not even by trying. Thread-safe.
 */
final class Shelf {
  private final HiddenNames names;
  private final Sealing sealing;

  private Shelf(String workspace, SealKey key, Sealing sealing) {
    this.names = new HiddenNames(key.key(), workspace);
    this.sealing = sealing;
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

  ProfileKeys keys(ProfileReference reference) {
    if (reference instanceof Mpid mpid) {
      return new ProfileKeys(names.of("mpid", mpid.text()));
    }
    if (reference instanceof Identity identity) {
      return new ProfileKeys(names.of("identity", identity.type(), identity.value()));
    }
    throw new IllegalArgumentException("neither an mpid nor an identity");
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
}
