package profilegateway.redis.bus;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which instances there are: this one, and those that were heard of late and did not leave. Thread-safe. */
final class Instances {
  private final String self;
  private final LongSupplier nanoTime;
  private final Map<String, Long> heard = new ConcurrentHashMap<>();

  Instances(String self, LongSupplier nanoTime) {
    this.self = self;
    this.nanoTime = nanoTime;
  }

  void heard(Message message) {
    if (message instanceof Message.Leaving) {
      heard.remove(message.instance());
    } else if (!message.instance().equals(self)) {
      heard.put(message.instance(), nanoTime.getAsLong());
    }
  }

  Set<String> all() {
    long now = nanoTime.getAsLong();
    heard.values().removeIf(time -> now - time > Bus.SILENCE.toNanos());
    return Stream.concat(Stream.of(self), heard.keySet().stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}
