package profilegateway.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.LongSupplier;
import profilegateway.config.RedisConfig;
import profilegateway.upstream.FleetMode;
import profilegateway.upstream.FleetTokens;
import profilegateway.upstream.quota.FleetQuota;

/** What the instances of the gateway for one workspace share through Redis. One for each instance; thread-safe. */
public final class RedisFleet {
  private final RedisLink link;
  private final FleetQuota quota;
  private final FleetMode mode;
  private final Optional<FleetTokens> tokens;

  private RedisFleet(
      RedisLink link, FleetQuota quota, FleetMode mode, Optional<FleetTokens> tokens) {
    this.link = link;
    this.quota = quota;
    this.mode = mode;
    this.tokens = tokens;
  }

  /**
   * Opens the way to Redis, which need not be there yet.
   *
   * @param workspace names organization, account and workspace; instances that give the same share
   * @param quota calls a second of all instances; 0 when there is no limit
   * @param burst calls that may come on top of it within a second
   * @param nanoTime as {@link System#nanoTime()}
   */
  public static RedisFleet open(
      Vertx vertx,
      RedisConfig config,
      String workspace,
      int quota,
      int burst,
      LongSupplier nanoTime) {
    RedisLink link = new RedisLink(vertx, RedisClients.open(vertx, config), nanoTime);
    FleetKeys keys = new FleetKeys(workspace);
    Optional<FleetTokens> tokens =
        sealing(config).map(sealing -> new RedisTokens(link, keys, sealing));
    return new RedisFleet(
        link, new RedisQuota(link, keys, quota, burst), new RedisMode(link, keys), tokens);
  }

  private static Optional<Sealing> sealing(RedisConfig config) {
    return config.keyRing().isEmpty()
        ? Optional.empty()
        : Optional.of(new Sealing(config.keyRing(), new SecureRandom()));
  }

  /**
   * Makes the first connection, which may take longer than a command is given. Done when Redis answered or failed;
   * never fails. To be called when whatever else has to be started is: that keeps event loops busy, and Redis would be
   * taken for silent.
   */
  public Future<Void> connect() {
    return link.connect();
  }

  /** The quota of all instances. */
  public FleetQuota quota() {
    return quota;
  }

  /** The mode that was chosen for all instances. */
  public FleetMode mode() {
    return mode;
  }

  /** The token of all instances; empty without a key to seal it, as it must not lie in Redis for all to read. */
  public Optional<FleetTokens> tokens() {
    return tokens;
  }

  /**
   * Whether Redis is left alone because it did not answer. Whatever needs it then fails at once. It is asked twice a
   * second whether it is back.
   */
  public boolean isAway() {
    return link.state().open();
  }

  /** Since when {@link #isAway} says what it says, in the nanoseconds of the clock that was given. */
  public long since() {
    return link.state().since();
  }

  /** Closes the connections to Redis. Does not fail when Redis is away. */
  public Future<Void> close() {
    return link.close();
  }
}
