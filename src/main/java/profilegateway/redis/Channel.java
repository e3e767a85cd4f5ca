package profilegateway.redis;

import java.util.List;
import java.util.Optional;

/**
 * Where the instances talk. What they say is sealed: nobody else can say it, or learn of whom it is.
 *
 * @param name in Redis
 * @param shelves an instance whose keys are not rotated yet understands one of them
 * @param instance this instance; no other has that name
 */
record Channel(String name, List<Shelf> shelves, String instance) {

  byte[] seal(Shelf shelf, Message message) {
    return shelf.sealMessage(name, message.bytes());
  }

  /** Empty for what no instance said. */
  Optional<Message> open(byte[] sealed) {
    return shelves.get(0).openMessage(name, sealed).flatMap(Message::read);
  }
}
