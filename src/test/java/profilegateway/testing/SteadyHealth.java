package profilegateway.testing;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import profilegateway.config.CallsMode;
import profilegateway.http.Health;

/** An instance that is ready, and alone. */
final class SteadyHealth implements Health {
  @Override
  public Phase phase() {
    return Phase.READY;
  }

  @Override
  public Detail detail() {
    return new Detail(
        CallsMode.ON,
        false,
        Optional.empty(),
        new QuotaUse(15, OptionalInt.empty(), Map.of(), 0, Duration.ZERO, Duration.ZERO, false),
        Optional.empty());
  }
}
