package profilegateway.upstream;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;
import profilegateway.config.CallsMode;

/**
 * Whether calls are made: as it is set, until somebody chooses otherwise for the whole fleet. Shared by all event loops.
 */
public final class ModeSwitch {
  private final @Nullable FleetMode fleet;
  private volatile CallsMode mode;

  /** Starts as it is set; {@code fleet} is null where there is none. */
  ModeSwitch(CallsMode set, @Nullable FleetMode fleet) {
    this.mode = set;
    this.fleet = fleet;
  }

  /** The mode in force in this instance. */
  public CallsMode mode() {
    return mode;
  }

  /**
   * Chooses a mode, here at once and for the others as soon as they look.
   *
   * @return whether the others will see it; false where there is no fleet, or it cannot be reached
   */
  public Future<Boolean> choose(CallsMode chosen) {
    mode = chosen;
    return fleet == null
        ? Future.succeededFuture(false)
        : fleet.choose(chosen).map(true).otherwise(false);
  }

  /** Looks what was chosen elsewhere; what is in force stays when that cannot be learned. */
  Future<Void> look() {
    return fleet == null
        ? Future.succeededFuture()
        : fleet
            .read()
            .onSuccess(chosen -> chosen.ifPresent(other -> mode = other))
            .<Void>mapEmpty()
            .otherwiseEmpty();
  }
}
