package profilegateway.redis.link;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import profilegateway.config.RedisConfig;

/** Makes clients of Redis whose connections, queue and times are all bounded. */
public final class RedisClients {
  private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(300);

  /**
   * The client waits for an answer as long as its connection lives. One that carries nothing for so long is closed, and
   * with it ends the wait for a server that is frozen.
   */
  private static final Duration IDLE = Duration.ofSeconds(1);

  /** A connection that is about to be closed as idle must not be given a command: it is retired before, in good time. */
  private static final Duration RETIRED = Duration.ofMillis(600);

  private static final Duration RETIREMENT_CHECKS = Duration.ofMillis(200);

  /** A connection that listens, and hears nothing for so long, is closed: who talks on it talks more often. */
  public static final Duration LONGEST_SILENCE = Duration.ofSeconds(3);

  /** For each server; all event loops share them. */
  private static final int CONNECTIONS = 8;

  private static final int WAITING = 4096;

  private RedisClients() {}

  /** Makes a client for commands. */
  public static Redis open(Vertx vertx, RedisConfig config) {
    RedisOptions options = new RedisOptions()
        .setType(type(config.servers().kind()))
        .setEndpoints(config.servers().urls())
        .setMaxPoolSize(CONNECTIONS)
        .setMaxPoolWaiting(WAITING)
        .setMaxWaitingHandlers(WAITING)
        .setPoolRecycleTimeout((int) RETIRED.toMillis())
        .setPoolCleanerInterval((int) RETIREMENT_CHECKS.toMillis())
        .setNetClientOptions(network(config).setIdleTimeout((int) IDLE.toMillis()));
    return create(vertx, config, options);
  }

  /**
   * Makes a client for one connection that listens. In Cluster any server has all that is said.
   *
   * @param attempt counts up, so that another server is asked each time
   */
  public static Redis openListener(Vertx vertx, RedisConfig config, int attempt) {
    RedisOptions options = new RedisOptions()
        .setMaxPoolSize(1)
        .setMaxPoolWaiting(1)
        .setPoolRecycleTimeout(-1)
        .setNetClientOptions(network(config).setReadIdleTimeout((int) LONGEST_SILENCE.toMillis()));
    List<String> urls = config.servers().urls();
    return config.servers().kind() == RedisConfig.Kind.CLUSTER
        ? Redis.createClient(
            vertx, options.setConnectionString(urls.get(Math.floorMod(attempt, urls.size()))))
        : create(vertx, config, options.setType(type(config.servers().kind())).setEndpoints(urls));
  }

  private static Redis create(Vertx vertx, RedisConfig config, RedisOptions options) {
    if (config.servers().kind() == RedisConfig.Kind.SENTINEL) {
      // The client's own fail-over listens on a connection that is closed here as idle. It is not
      // needed: the
      // sentinels cut the connections to a former master, and new ones go to whom they name.
      options.setMasterName(config.servers().sentinelMaster()).setAutoFailover(false);
    }
    return Redis.createClient(vertx, options);
  }

  private static RedisClientType type(RedisConfig.Kind kind) {
    return switch (kind) {
      case STANDALONE -> RedisClientType.STANDALONE;
      case SENTINEL -> RedisClientType.SENTINEL;
      case CLUSTER -> RedisClientType.CLUSTER;
    };
  }

  /** Whom to trust is left to the JVM's trust store. */
  private static NetClientOptions network(RedisConfig config) {
    NetClientOptions options = new NetClientOptions()
        .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
        .setReconnectAttempts(0)
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setTcpKeepAlive(true)
        .setTcpNoDelay(true);
    if (config.servers().urls().stream().anyMatch(url -> url.startsWith("rediss:"))) {
      options.setSsl(true).setHostnameVerificationAlgorithm("HTTPS");
    }
    return options;
  }
}
