package profilegateway.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.Optional;
import java.util.stream.Stream;
import profilegateway.config.CallsMode;
import profilegateway.redis.link.FleetKeys;
import profilegateway.redis.link.RedisLink;
import profilegateway.upstream.FleetMode;

/**
 * The mode in Redis, by its name. It has no end of its own: a bad day has no set length. Where Redis loses it, instances that
 * know it tell it again.
 */
final class RedisMode implements FleetMode {
  private final RedisLink link;
  private final String key;

  RedisMode(RedisLink link, FleetKeys keys) {
    this.link = link;
    this.key = keys.named("mode");
  }

  @Override
  public Future<Optional<CallsMode>> read() {
    return link.find(Request.cmd(Command.GET).arg(key), RedisLink.LIMIT)
        .map(answer -> answer.flatMap(name -> mode(name.toString())));
  }

  @Override
  public Future<Void> choose(CallsMode mode) {
    return link.send(Request.cmd(Command.SET).arg(key).arg(mode.name()), RedisLink.LIMIT).mapEmpty();
  }

  @Override
  public Future<Void> remind(CallsMode chosen) {
    // Nil, where there is one by now.
    return link.find(Request.cmd(Command.SET).arg(key).arg(chosen.name()).arg("NX"), RedisLink.LIMIT)
        .mapEmpty();
  }

  /** Empty for a mode that only another version of the gateway knows. */
  private static Optional<CallsMode> mode(String name) {
    return Stream.of(CallsMode.values())
        .filter(mode -> mode.name().equals(name))
        .findFirst();
  }
}
