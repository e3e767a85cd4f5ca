package profilegateway.upstream;

import io.vertx.core.Future;
import java.util.Optional;
import profilegateway.config.CallsMode;

/** The {@link CallsMode} that somebody chose at run time for all instances of the gateway. */
public interface FleetMode {

  /** What was chosen last; empty when nobody chose. Fails when it cannot be reached. */
  Future<Optional<CallsMode>> read();

  /** Chooses for all instances. Fails when they cannot be reached. */
  Future<Void> choose(CallsMode mode);

  /** Tells once more what was chosen, in case it was forgotten; what somebody chose since stands. Fails as {@link #choose}. */
  Future<Void> remind(CallsMode chosen);
}
