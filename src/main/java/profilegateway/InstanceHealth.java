package profilegateway;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import profilegateway.http.Health;
import profilegateway.redis.RedisFleet;
import profilegateway.upstream.UpstreamSource;
import profilegateway.upstream.UpstreamState;
import profilegateway.upstream.ratelimit.QuotaState;

/** Asks the steps of the request path how they are. Shared by all event loops. */
final class InstanceHealth implements Health {
  private final Supplier<Phase> phase;
  private final UpstreamSource upstream;
  private final @Nullable RedisFleet redis;
  private final LongSupplier nanoTime;
  private final int perSecond;

  /**
   * @param redis null where none is used
   * @param nanoTime the clock that {@code redis} was given
   * @param perSecond how many calls all instances together may make; 0 for no limit
   */
  InstanceHealth(
      Supplier<Phase> phase,
      UpstreamSource upstream,
      @Nullable RedisFleet redis,
      LongSupplier nanoTime,
      int perSecond) {
    this.phase = phase;
    this.upstream = upstream;
    this.redis = redis;
    this.nanoTime = nanoTime;
    this.perSecond = perSecond;
  }

  @Override
  public Phase phase() {
    return phase.get();
  }

  @Override
  public Detail detail() {
    UpstreamState state = upstream.state();
    return new Detail(
        upstream.mode().mode(),
        upstream.isStopped(),
        state.token().map(token -> new TokenTimes(token.age(), token.left())),
        quota(state.quota()),
        Optional.ofNullable(redis).map(this::state));
  }

  private QuotaUse quota(QuotaState quota) {
    return new QuotaUse(
        perSecond,
        quota.left(),
        quota.waiting(),
        quota.refused(),
        quota.coolDownLeft(),
        quota.slowDownLeft(),
        redis != null && !quota.isOnFallback());
  }

  private RedisState state(RedisFleet fleet) {
    return new RedisState(fleet.isAway(), Duration.ofNanos(nanoTime.getAsLong() - fleet.since()));
  }
}
