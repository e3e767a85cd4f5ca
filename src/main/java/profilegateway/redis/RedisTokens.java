package profilegateway.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import profilegateway.redis.link.FleetKeys;
import profilegateway.redis.link.RedisLink;
import profilegateway.redis.link.Script;
import profilegateway.redis.link.Sealing;
import profilegateway.upstream.token.FleetTokens;

/** The shared token in Redis, sealed. It ends there with its life, so that no instance's clock matters. */
final class RedisTokens implements FleetTokens {
  private static final Script READ = Script.named(RedisTokens.class, "read-token.lua");
  private static final Script LEASE = Script.named(RedisTokens.class, "lease.lua");
  private static final Script ABANDON = Script.named(RedisTokens.class, "abandon.lua");
  private static final Script RELEASE = Script.named(RedisTokens.class, "release.lua");

  private final RedisLink link;
  private final Sealing sealing;
  private final String token;
  private final String lease;

  RedisTokens(RedisLink link, FleetKeys keys, Sealing sealing) {
    this.link = link;
    this.sealing = sealing;
    this.token = keys.named("token");
    this.lease = keys.named("token-lease");
  }

  @Override
  public Future<Optional<SharedToken>> read() {
    return READ.run(link, RedisLink.LIMIT, List.of(token)).map(this::token);
  }

  @Override
  public Future<Lease> lease(String owner, Duration time) {
    return LEASE
        .run(link, RedisLink.LIMIT, List.of(lease), owner, RedisLink.millis(time))
        .map(RedisTokens::lease);
  }

  @Override
  public Future<Void> abandon(String owner, Duration time) {
    return ABANDON
        .run(link, RedisLink.LIMIT, List.of(lease), owner, RedisLink.millis(time))
        .mapEmpty();
  }

  @Override
  public Future<Void> release(String owner) {
    return RELEASE.run(link, RedisLink.LIMIT, List.of(lease), owner).mapEmpty();
  }

  @Override
  public Future<Void> share(SharedToken shared) {
    if (shared.left().isZero() || shared.left().isNegative()) {
      return Future.succeededFuture();
    }
    byte[] sealed = sealing.seal(token, text(shared));
    Request set = Request.cmd(Command.SET)
        .arg(token)
        .arg(sealed)
        .arg("PX")
        .arg(RedisLink.millis(shared.left()));
    return link.send(set, RedisLink.LIMIT).mapEmpty();
  }

  private static Lease lease(Response holder) {
    return switch (holder.toString()) {
      case "own" -> Lease.OWN;
      case "nobody" -> Lease.ABANDONED;
      default -> Lease.ANOTHERS;
    };
  }

  private Optional<SharedToken> token(Response answer) {
    if (answer.size() < 2) {
      return Optional.empty();
    }
    long left = Script.number(answer.get(1));
    // One that never ends was not put there by an instance.
    return left < 1
        ? Optional.empty()
        : sealing.open(token, answer.get(0).toBytes()).flatMap(text -> shared(text, left));
  }

  /** The life in milliseconds, then the token. */
  private static byte[] text(SharedToken shared) {
    byte[] value = shared.value().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + value.length)
        .putLong(shared.life().toMillis())
        .put(value)
        .array();
  }

  private static Optional<SharedToken> shared(byte[] text, long left) {
    if (text.length <= Long.BYTES) {
      return Optional.empty();
    }
    Duration life = Duration.ofMillis(ByteBuffer.wrap(text).getLong());
    String value = new String(text, Long.BYTES, text.length - Long.BYTES, StandardCharsets.UTF_8);
    return Optional.of(new SharedToken(value, Duration.ofMillis(left), life));
  }
}
