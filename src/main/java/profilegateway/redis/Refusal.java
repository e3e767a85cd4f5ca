package profilegateway.redis;

import io.vertx.redis.client.Response;
import java.util.Optional;

/** What Redis says against a command. */
final class Refusal {
  private Refusal() {}

  /** The word that a refusal begins with, such as NOSCRIPT; empty when {@code failure} is none. */
  static Optional<String> code(Throwable failure) {
    String message = failure.getMessage();
    return failure instanceof Response && message != null
        ? Optional.of(message.split(" ", 2)[0])
        : Optional.empty();
  }
}
