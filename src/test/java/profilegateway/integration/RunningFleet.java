package profilegateway.integration;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import profilegateway.config.RedisConfig;
import profilegateway.config.RedisConfig.SealKey;
import profilegateway.redis.RedisFleet;
import profilegateway.redis.link.RedisEvents;
import profilegateway.testing.InstanceVertx;
import profilegateway.testing.TestRedis;
import profilegateway.upstream.ratelimit.permits.QuotaLimit;

/** What an instance of the gateway has of Redis, without the rest of the instance. */
record RunningFleet(Vertx vertx, RedisFleet fleet) implements AutoCloseable {

  static RunningFleet start(TestRedis redis, int quota, int burst, SealKey... ring) {
    return start("1/2/3", redis, quota, burst, ring);
  }

  static RunningFleet startFor(String workspace, TestRedis redis, SealKey... ring) {
    return start(workspace, redis, 0, 0, ring);
  }

  private static RunningFleet start(
      String workspace, TestRedis redis, int quota, int burst, SealKey... ring) {
    var servers = new RedisConfig.Servers(List.of(redis.url()), RedisConfig.Kind.STANDALONE, "");
    return start(workspace, new RedisConfig(servers, List.of(ring)), quota, burst);
  }

  static RunningFleet start(String workspace, RedisConfig config, int quota, int burst) {
    Vertx vertx = InstanceVertx.open(2);
    RedisFleet fleet = RedisFleet.open(
        vertx,
        config,
        workspace,
        new QuotaLimit(quota + burst, 1),
        System::nanoTime,
        new RedisEvents() {});
    done(fleet.connect());
    return new RunningFleet(vertx, fleet);
  }

  /** The value of a future that is done soon, and later on a machine that has other things to do; its failure is thrown. */
  static <T> T await(Future<T> future) {
    try {
      return future.await(60, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** As {@link #await}, where the value does not matter. */
  static void done(Future<?> future) {
    var unused = await(future.mapEmpty());
  }

  @Override
  public void close() {
    done(fleet.close());
    done(vertx.close());
  }
}
