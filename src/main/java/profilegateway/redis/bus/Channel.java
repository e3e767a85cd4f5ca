package profilegateway.redis.bus;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import profilegateway.profile.ProfileReference;
import profilegateway.redis.link.Sealing;

/**
 * Where the instances talk. What they say is sealed: nobody else can say it, or learn of whom it is.
 *
 * @param name in Redis
 * @param sealings an instance whose keys are not rotated yet understands one of them
 * @param instance this instance; no other has that name
 */
public record Channel(String name, List<Sealing> sealings, String instance) {

  /**
   * The word that nobody else may use {@code references} any more, as it is published.
   *
   * @param key which of {@code sealings} seals it
   */
  public byte[] drop(int key, Set<ProfileReference> references) {
    return sealings.get(key).seal(name, new Message.Drop(instance, "", references).bytes());
  }

  /** As it is published: once by each key. */
  List<byte[]> seal(Message message) {
    return sealings.stream().map(sealing -> sealing.seal(name, message.bytes())).toList();
  }

  /** Empty for what no instance said. */
  Optional<Message> open(byte[] sealed) {
    return sealings.get(0).open(name, sealed).flatMap(Message::read);
  }
}
