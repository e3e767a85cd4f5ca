package profilegateway.testing;

import java.time.Duration;
import java.util.List;
import profilegateway.http.Activity;

/** An instance that has done nothing. */
final class NoActivity implements Activity {
  @Override
  public String version() {
    return "test";
  }

  @Override
  public Duration sinceStart() {
    return Duration.ZERO;
  }

  @Override
  public Counts total() {
    return Counts.NONE;
  }

  @Override
  public List<Counts> seconds() {
    return List.of();
  }

  @Override
  public List<SeenError> errors() {
    return List.of();
  }
}
