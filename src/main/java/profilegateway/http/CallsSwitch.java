package profilegateway.http;

import io.vertx.core.Future;
import profilegateway.config.CallsMode;

/** The switch for a bad day, as the management port needs it. */
public interface CallsSwitch {

  /** The mode in force in this instance. */
  CallsMode mode();

  /** Chooses a mode for all instances; the answer is whether the others will see it. */
  Future<Boolean> choose(CallsMode mode);
}
