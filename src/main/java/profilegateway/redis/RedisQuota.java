package profilegateway.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import profilegateway.redis.link.FleetKeys;
import profilegateway.redis.link.RedisLink;
import profilegateway.redis.link.Script;
import profilegateway.upstream.ratelimit.permits.FleetQuota;
import profilegateway.upstream.ratelimit.permits.QuotaLimit;

/** The quota in Redis: a sliding second by Redis's own clock. */
final class RedisQuota implements FleetQuota {
  private static final Script TAKE = Script.named(RedisQuota.class, "take.lua");
  private static final Script GIVE_BACK = Script.named(RedisQuota.class, "give-back.lua");
  private static final Script EXTEND = Script.named(RedisQuota.class, "extend.lua");

  private final RedisLink link;
  private final List<String> keys;
  private final String pause;
  private final String slow;
  private final int limit;
  private final int reserve;

  RedisQuota(RedisLink link, FleetKeys keys, QuotaLimit quotaLimit) {
    this.link = link;
    this.pause = keys.named("pause");
    this.slow = keys.named("slow");
    this.keys = List.of(keys.named("quota"), pause, slow, keys.named("start"));
    this.limit = quotaLimit.callsASecond();
    this.reserve = QuotaLimit.reserve(limit);
  }

  @Override
  public Future<Grant> take(int wanted, int alone, Share share) {
    int kept = share == Share.WHOLE ? 0 : reserve;
    return TAKE.run(link, LIMIT, keys, wanted, alone, limit, kept, micros(WINDOW), micros(RETURN))
        .map(RedisQuota::grant);
  }

  @Override
  public Future<Void> giveBack(int permits, Grant from) {
    return GIVE_BACK
        .run(link, LIMIT, keys.subList(0, 1), permits, from.at(), micros(WINDOW))
        .mapEmpty();
  }

  private static long micros(Duration time) {
    return TimeUnit.NANOSECONDS.toMicros(time.toNanos());
  }

  @Override
  public Future<Void> coolDown(Duration time) {
    return extend(pause, time);
  }

  @Override
  public Future<Void> slowDown(Duration time) {
    return extend(slow, time);
  }

  private Future<Void> extend(String mark, Duration time) {
    return EXTEND.run(link, LIMIT, List.of(mark), RedisLink.millis(time)).mapEmpty();
  }

  private static Grant grant(Response answer) {
    return new Grant(
        (int) Script.number(answer.get(0)),
        Script.number(answer.get(3)),
        Duration.ofMillis(Script.number(answer.get(1))),
        Duration.ofMillis(Script.number(answer.get(2))),
        (int) Script.number(answer.get(4)));
  }
}
