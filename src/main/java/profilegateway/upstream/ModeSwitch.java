package profilegateway.upstream;

import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import profilegateway.config.CallsMode;

/**
 * Whether calls are made: as it is set, until somebody chooses otherwise for the whole fleet. Shared by all event loops.
 */
public final class ModeSwitch {
  private final @Nullable FleetMode fleet;
  private volatile CallsMode mode;
  private @Nullable CallsMode chosen;
  private @Nullable CallsMode untold;
  private int choices;

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
   * Chooses a mode, here at once and for the others as soon as they look. Where they cannot be told now, they are told
   * once they can be reached.
   *
   * @return whether the others will see it soon; false where there is no fleet, or it cannot be reached
   */
  public Future<Boolean> choose(CallsMode wanted) {
    int choice;
    synchronized (this) {
      mode = wanted;
      chosen = wanted;
      untold = wanted;
      choice = ++choices;
    }
    return fleet == null ? Future.succeededFuture(false) : tell(fleet, wanted, choice);
  }

  /**
   * Looks what was chosen elsewhere; what is in force stays when that cannot be learned. Where a choice is forgotten that was
   * known here, the others are told of it again: a bad day does not end with a restart of what is shared. Never fails.
   */
  Future<Void> look() {
    if (fleet == null) {
      return Future.succeededFuture();
    }
    CallsMode waiting;
    int seen;
    synchronized (this) {
      waiting = untold;
      seen = choices;
    }
    return waiting == null
        ? fleet.read().compose(found -> learn(fleet, found, seen)).otherwiseEmpty()
        : tell(fleet, waiting, seen).mapEmpty();
  }

  private Future<Void> learn(FleetMode others, Optional<CallsMode> found, int seen) {
    found.ifPresent(elsewhere -> follow(elsewhere, seen));
    CallsMode known = found.isPresent() ? null : chosenBy(seen);
    return known == null ? Future.succeededFuture() : others.remind(known);
  }

  /** Null when nobody is known to have chosen, or somebody chose here since: the others are being told of that. */
  private synchronized @Nullable CallsMode chosenBy(int seen) {
    return seen == choices ? chosen : null;
  }

  private Future<Boolean> tell(FleetMode others, CallsMode wanted, int choice) {
    return others.choose(wanted).onSuccess(told -> told(choice)).map(true).otherwise(false);
  }

  private synchronized void told(int choice) {
    if (choice == choices) {
      untold = null;
    }
  }

  /** What was found before somebody chose here is old. */
  private synchronized void follow(CallsMode elsewhere, int seen) {
    if (seen == choices) {
      mode = elsewhere;
      chosen = elsewhere;
    }
  }
}
